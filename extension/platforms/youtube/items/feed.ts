/** The RSS feed of a channel: the fifteen newest uploads, with exact times. */
import type { Item } from '../../../../shared/model/item.ts';
import { toExactCount } from '../../../core/pages/counts.ts';
import { createItem, putCount, readId, toAuthor, toPlayableMedia } from './item.ts';

/** True for the document of a channel's or playlist's feed. */
export function isFeed(body: string): boolean {
  return body.slice(0, 600).includes('xmlns:yt="http://www.youtube.com/xml/schemas/2015"');
}

/** Reads the entries of a feed; one without a video id is left out. */
export function readFeed(body: string): Item[] {
  return body
    .split('<entry>')
    .slice(1, 101)
    .flatMap((entry) => readEntry(entry) ?? []);
}

function readEntry(entry: string): Item | null {
  const id = readId(readTag(entry, 'yt:videoId'));
  if (id === null) return null;
  const isShort = /<link [^>]*href="[^"]*\/shorts\//.test(entry);
  const item = createItem(isShort ? 'short' : 'video', id);
  item.title = readTag(entry, 'title') ?? '';
  item.text = readTag(entry, 'media:description');
  item.author = toAuthor(readTag(entry, 'name'), { browseId: readTag(entry, 'yt:channelId') });
  const published = readTag(entry, 'published') ?? '';
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(published)) {
    item.createdAt = { precision: 'exact', at: published };
  }
  putCount(item, 'views', toExactCount(/<media:statistics views="(\d+)"/.exec(entry)?.[1]));
  item.media = toPlayableMedia(id);
  return item;
}

function readTag(entry: string, name: string): string | null {
  const start = entry.indexOf(`<${name}>`);
  const end = entry.indexOf(`</${name}>`, start);
  return start < 0 || end < 0 ? null : unescapeXml(entry.slice(start + name.length + 2, end)).toWellFormed();
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescapeXml(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
