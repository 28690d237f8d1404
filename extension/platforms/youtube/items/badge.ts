/** What the small labels on a thumbnail say about a video: length, live, upcoming, short, members only, private. */
import type { Item } from '../../../../shared/model/item.ts';
import { at, type Json, toArray, toLoose, toText } from '../../../core/json.ts';
import { parseDuration } from '../documents/duration.ts';
import { readLabel, readPlainText } from '../documents/text.ts';

/** What the labels of one entry say together. */
export interface Badges {
  durationSec: number | null;
  live: boolean;
  upcoming: boolean;
  short: boolean;
  privacy: Item['privacy'];
  /** Text of the label, such as "102 videos" on a playlist. */
  text: string | null;
}

/** No labels: nothing is known. */
function createBadges(): Badges {
  return { durationSec: null, live: false, upcoming: false, short: false, privacy: 'unknown', text: null };
}

/** Reads both forms that a view model's thumbnail has had for its labels. */
export function readOverlayBadges(overlays: unknown): Badges {
  const badges = createBadges();
  for (const value of toArray(overlays)) {
    const overlay = toLoose(value);
    const bottom = overlay?.thumbnailBottomOverlayViewModel?.badges;
    if (bottom) {
      putModels(badges, toArray(bottom));
      break;
    }
    const older = overlay?.thumbnailOverlayBadgeViewModel?.thumbnailBadges;
    if (older) putModels(badges, toArray(older));
  }
  return badges;
}

function putModels(badges: Badges, entries: unknown[]): void {
  for (const entry of entries) {
    const badge = toLoose(entry)?.thumbnailBadgeViewModel;
    if (!badge) continue;
    putText(badges, readPlainText(badge.text));
    putStyle(badges, toText(badge.badgeStyle));
    if (badge.icon) putStyle(badges, toText(at(badge.icon, 'sources', 0, 'clientResource', 'imageName')));
  }
}

/** Reads the labels of a renderer: overlays on the thumbnail and badges beside the title. */
export function readRendererBadges(renderer: Json): Badges {
  const badges = createBadges();
  for (const overlay of toArray(renderer.thumbnailOverlays)) {
    const status = toLoose(overlay)?.thumbnailOverlayTimeStatusRenderer;
    if (!status) continue;
    putText(badges, readPlainText(status.text) ?? readLabel(status.text));
    putStyle(badges, toText(status.style));
    break;
  }
  if (renderer.badges) putMetadata(badges, toArray(renderer.badges));
  return badges;
}

function putMetadata(badges: Badges, entries: unknown[]): void {
  for (const entry of entries) {
    const badge = toLoose(entry)?.metadataBadgeRenderer;
    if (!badge) continue;
    putStyle(badges, toText(badge.style));
    putStyle(badges, toText(badge.icon?.iconType));
  }
}

function putText(badges: Badges, text: string | null): void {
  if (!text) return;
  badges.text ??= text;
  const durationSec = parseDuration(text);
  if (durationSec !== null) badges.durationSec ??= durationSec;
  else if (/^live$/i.test(text)) badges.live = true;
  else if (/^(upcoming|premiere)$/i.test(text)) badges.upcoming = true;
  else if (/^shorts$/i.test(text)) badges.short = true;
}

/** Styles and icons are the same in every language. */
function putStyle(badges: Badges, name: string | null): void {
  if (name === null || !tellingStyle.test(name)) return;
  if (/(^|_)LIVE(_NOW)?$/.test(name)) badges.live = true;
  if (/UPCOMING/.test(name)) badges.upcoming = true;
  if (/(^|_)SHORTS$/.test(name)) badges.short = true;
  if (/MEMBERS_ONLY|SPONSORSHIP_STAR/.test(name)) badges.privacy = 'members';
  if (/PRIVACY_UNLISTED/.test(name)) badges.privacy = 'unlisted';
  if (/PRIVACY_PRIVATE/.test(name)) badges.privacy = 'private';
}

/** What the names that say something have in common; most names say nothing. */
const tellingStyle = /LIVE|UPCOMING|SHORTS|MEMBERS_ONLY|SPONSORSHIP|PRIVACY/;
