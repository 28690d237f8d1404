/** The parts that every kind of item shares, and the empty item they are put into. */
import type { Author, CreatedAt, Item, ItemKind } from '../../../../shared/model/item.ts';
import { toText } from '../../../core/json.ts';
import { createEmptyItem } from '../../../core/pages/empty-item.ts';
import { hasKey, readPlain, seek, type Unread } from '../documents/seek.ts';
import { isPostId, matchUrl, toProfileUrl } from '../urls.ts';
import { readNumericId } from './ids.ts';
import { toCleanUrl, toSiteUrl } from './links.ts';

/** An item of which nothing is known but what it is. */
export function createItem(kind: ItemKind, id: string, url: string): Item {
  return createEmptyItem({ platform: 'facebook', id, kind, url });
}

/** The item with the names of what could not be read in it. */
export function withUnread(item: Item, unread: Unread): Item {
  return unread.size > 0 ? { ...item, partial: [...unread] } : item;
}

/** The text of `{text}`, or null. */
export function readText(value: unknown): string | null {
  return readPlain(seek(value, 'text'));
}

/** An instant from Unix seconds, or null. */
export function readTime(value: unknown): CreatedAt | null {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < -2e10 || value > 2e11 || value === 0)
    return null;
  return { precision: 'exact', at: new Date(value * 1000).toISOString() };
}

/** The profile, page or group behind an actor, noting what it lacks. Null when not even its name or id is there. */
export function readActor(actor: unknown, unread: Unread | null = null): Author | null {
  const id = readActorId(seek(actor, 'id'));
  const name = readPlain(seek(actor, 'name'));
  const url = toSiteUrl(seek(actor, 'url')) ?? toSiteUrl(seek(actor, 'profile_url'));
  if (id === null && !name) return null;
  const isPlaced = seek(actor, 'url') === null || toCleanUrl(seek(actor, 'url')) !== null;
  if (id === null || !name || !isPlaced) unread?.add('author');
  return { id, name: name ?? '', handle: readHandle(url), url: url ?? (id ? toProfileUrl(id) : null) };
}

/** Strangers to the page get a scrambled id in place of the number. */
function readActorId(value: unknown): string | null {
  const text = toText(value);
  return readNumericId(value) ?? (text !== null && isPostId(text) ? text : null);
}

/** The name in the address of a profile that has chosen one. */
function readHandle(url: string | null): string | null {
  const ref = url === null ? null : matchUrl(new URL(url));
  return ref?.kind === 'profile' && !/^\d+$/.test(ref.id) ? ref.id : null;
}

/** The first list of actors that is complete, else the best there is; notes the author when none is. */
export function readAuthors(places: readonly unknown[], unread: Unread): Author[] {
  let best: Author[] = [];
  for (const place of places) {
    const lacks: Unread = new Set();
    const actors = Array.isArray(place) ? place : hasKey(place, 'id') ? [place] : [];
    const authors = actors.slice(0, 50).flatMap((actor) => readActor(actor, lacks) ?? []);
    if (authors.length > 0 && lacks.size === 0) return authors;
    if (best.length === 0) best = authors;
  }
  unread.add('author');
  return best;
}

/** Hashtags in a text, without the sign, in order. */
export function readTags(text: string | null): string[] {
  const tags = (text ?? '').matchAll(/(?<![\p{L}\p{N}_&/])#([\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*)/gu);
  return [...new Set([...tags].map(([, tag = '']) => tag))];
}
