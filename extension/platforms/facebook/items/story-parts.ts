/** Text, time and address of a story, each of which stands in several places of it. */
import type { CreatedAt } from '../../../../shared/model/item.ts';
import { toArray } from '../../../core/json.ts';
import { readFirst, readPlain, seek, type Unread } from '../documents/seek.ts';
import { readTime } from './item.ts';

/** Where a story or a part of one holds its message. */
const messagePaths: string[][] = [
  ['message'],
  ['comet_sections', 'message', 'story', 'message'],
  ['comet_sections', 'message_container', 'story', 'message'],
];

/**
 * The longest of the texts that the places hold (some are cut), or '' where they all say that there is none. Notes
 * the text as unread where nothing is said of it.
 */
export function readStoryText(places: readonly unknown[], unread: Unread): string | null {
  const messages = places.flatMap((place) => messagePaths.map((path) => seek(place, ...path)));
  let longest: string | null = null;
  for (const message of messages) {
    const text = readPlain(seek(message, 'text'));
    if (text !== null && text.length > (longest?.length ?? -1)) longest = text;
  }
  if (longest !== null) return longest;
  const isOdd = messages.some((message) => message !== undefined && message !== null);
  if (isOdd || !messages.includes(null)) unread.add('text');
  return isOdd ? null : messages.includes(null) ? '' : null;
}

/** What stands at the times shown in a story's head: each `{creation_time, url}`. */
export function listTimes(place: unknown): unknown[] {
  const sections = [
    seek(place, 'comet_sections'),
    seek(place, 'comet_sections', 'context_layout', 'story', 'comet_sections'),
  ];
  return sections.flatMap((section) => [
    ...[seek(section, 'timestamp', 'story')].filter((story) => story !== undefined),
    ...toArray(seek(section, 'metadata'))
      .map((entry) => seek(entry, 'story'))
      .filter((story) => seek(story, 'creation_time') !== undefined || seek(story, 'url') !== undefined),
  ]);
}

/** The addresses a part of a story gives for it. */
export function readStoryUrl(place: unknown): unknown[] {
  return [
    seek(place, 'wwwURL'),
    seek(place, 'permalink_url'),
    seek(place, 'url'),
    ...listTimes(place).map((time) => seek(time, 'url')),
  ];
}

/** When a story was posted. A day long past may be set by hand, and then only to the month or year. */
export function readStoryTime(places: readonly unknown[], unread: Unread): CreatedAt | null {
  const times = places.flatMap((place) => [place, ...listTimes(place)]);
  const read = (value: unknown) => readTime(value);
  const exact = readFirst(
    times.map((time) => seek(time, 'creation_time')),
    { read, unread, field: 'createdAt' },
  );
  const granularity = times.map((time) => seek(time, 'backdated_time', 'granularity')).find((value) => value);
  const isRough = granularity === 'YEAR' || granularity === 'MONTH';
  if (exact?.precision !== 'exact' || !isRough) return exact;
  return { precision: 'approximate', text: exact.at.slice(0, granularity === 'YEAR' ? 4 : 7) };
}
