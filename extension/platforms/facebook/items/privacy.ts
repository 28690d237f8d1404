/** Who may see a post. Its owner gets the setting itself, others a label in their own language beside an icon. */
import type { Privacy } from '../../../../shared/model/item.ts';
import { toArray, toText } from '../../../core/json.ts';
import { seek, type Unread } from '../documents/seek.ts';

const states: Record<string, Privacy> = {
  EVERYONE: 'public',
  FRIENDS: 'friends',
  ALL_FRIENDS: 'friends',
  SELF: 'private',
  ONLY_ME: 'private',
};

const icons: Record<string, Privacy> = {
  everyone: 'public',
  public: 'public',
  friends: 'friends',
  only_me: 'private',
  self: 'private',
};

const labels: [pattern: RegExp, privacy: Privacy][] = [
  [/^public(\s+group)?$/i, 'public'],
  [/^(your\s+)?friends$/i, 'friends'],
  [/^only me$/i, 'private'],
  [/^(your\s+)?friends of friends$/i, 'custom'],
];

/** The privacy of a story; notes the field when the page says nothing of it, or in a form that is not known. */
export function readPrivacy(story: unknown, unread: Unread): Privacy {
  const scopes = listScopes(story).filter((scope) => scope !== undefined);
  for (const scope of scopes) {
    const privacy = readSetting(scope) ?? readLabel(scope);
    if (privacy) return privacy;
  }
  if (!scopes.includes(null)) unread.add('privacy');
  return 'unknown';
}

function listScopes(story: unknown): unknown[] {
  const sections = seek(story, 'comet_sections');
  const metadata = toArray(seek(sections, 'context_layout', 'story', 'comet_sections', 'metadata'));
  return [
    seek(sections, 'audience', 'story', 'privacy_scope'),
    ...metadata.map((entry) => seek(entry, 'story', 'privacy_scope')),
    seek(story, 'privacy_scope'),
  ];
}

function readSetting(scope: unknown): Privacy | null {
  const renderer = seek(scope, 'privacy_scope_renderer');
  const rows = [
    seek(renderer, 'scope', 'selected_option', 'privacy_row_input'),
    seek(renderer, 'privacy_row_input'),
  ];
  for (const row of rows) {
    const state = toText(seek(row, 'base_state'));
    if (state === null) continue;
    // "Friends, but not this one" is a list of its own making.
    const isAdjusted = toArray(seek(row, 'allow')).length > 0 || toArray(seek(row, 'deny')).length > 0;
    return isAdjusted ? 'custom' : (states[state] ?? 'custom');
  }
  return null;
}

function readLabel(scope: unknown): Privacy | null {
  const icon = toText(seek(scope, 'icon_image', 'name'));
  if (icon !== null) return icons[icon] ?? 'custom';
  const label = toText(seek(scope, 'label')) ?? toText(seek(scope, 'description'));
  if (label === null) return null;
  // A label in another language says that there is a setting, and not which.
  return labels.find(([pattern]) => pattern.test(label.trim()))?.[1] ?? 'unknown';
}
