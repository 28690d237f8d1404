/** What the small labels on a thumbnail say about a video: length, live, upcoming, short, members only, private. */
import type { Item } from '../../../shared/model/item.ts';
import { parseDuration } from './duration.ts';
import { at, toArray, toObject, toText } from './json.ts';
import { readLabel, readPlainText } from './text.ts';

export interface Badges {
  durationSec: number | null;
  live: boolean;
  upcoming: boolean;
  short: boolean;
  privacy: Item['privacy'];
  /** Text of the label, such as "102 videos" on a playlist. */
  text: string | null;
}

export function createBadges(): Badges {
  return { durationSec: null, live: false, upcoming: false, short: false, privacy: 'unknown', text: null };
}

/** Reads both forms that a view model's thumbnail has had for its labels. */
export function readOverlayBadges(overlays: unknown): Badges {
  const badges = createBadges();
  for (const overlay of toArray(overlays)) {
    const bottom = at(overlay, 'thumbnailBottomOverlayViewModel', 'badges');
    const older = at(overlay, 'thumbnailOverlayBadgeViewModel', 'thumbnailBadges');
    for (const entry of [...toArray(bottom), ...toArray(older)]) {
      const badge = toObject(at(entry, 'thumbnailBadgeViewModel'));
      if (!badge) continue;
      putText(badges, readPlainText(badge.text));
      putStyle(badges, toText(badge.badgeStyle) ?? '');
      putStyle(badges, toText(at(badge, 'icon', 'sources', 0, 'clientResource', 'imageName')) ?? '');
    }
  }
  return badges;
}

/** Reads the labels of a renderer: overlays on the thumbnail and badges beside the title. */
export function readRendererBadges(renderer: unknown): Badges {
  const badges = createBadges();
  for (const overlay of toArray(at(renderer, 'thumbnailOverlays'))) {
    const status = toObject(at(overlay, 'thumbnailOverlayTimeStatusRenderer'));
    if (!status) continue;
    putText(badges, readPlainText(status.text) ?? readLabel(status.text));
    putStyle(badges, toText(status.style) ?? '');
  }
  for (const entry of [...toArray(at(renderer, 'badges')), ...toArray(at(renderer, 'ownerBadges'))]) {
    putStyle(badges, toText(at(entry, 'metadataBadgeRenderer', 'style')) ?? '');
    putStyle(badges, toText(at(entry, 'metadataBadgeRenderer', 'icon', 'iconType')) ?? '');
  }
  return badges;
}

function putText(badges: Badges, text: string | null): void {
  if (!text) return;
  badges.text ??= text;
  badges.durationSec ??= parseDuration(text);
  if (/^live$/i.test(text)) badges.live = true;
  if (/^(upcoming|premiere)$/i.test(text)) badges.upcoming = true;
  if (/^shorts$/i.test(text)) badges.short = true;
}

/** Styles and icons are the same in every language. */
function putStyle(badges: Badges, name: string): void {
  if (/(^|_)LIVE(_NOW)?$/.test(name)) badges.live = true;
  if (/UPCOMING/.test(name)) badges.upcoming = true;
  if (/(^|_)SHORTS$/.test(name)) badges.short = true;
  if (/MEMBERS_ONLY|SPONSORSHIP_STAR/.test(name)) badges.privacy = 'members';
  if (/PRIVACY_UNLISTED/.test(name)) badges.privacy = 'unlisted';
  if (/PRIVACY_PRIVATE/.test(name)) badges.privacy = 'private';
}
