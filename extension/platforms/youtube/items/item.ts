/** The parts that every kind of list entry shares, and the empty item they are put into. */
import type { Author, Count, CreatedAt, Item, ItemKind } from '../../../../shared/model/item.ts';
import type { Media, Variant } from '../../../../shared/model/media.ts';
import { at, type Json, toArray, toLoose, toObject, toText, toWhole } from '../../../core/json.ts';
import { createEmptyItem } from '../../../core/pages/empty-item.ts';
import { readPlainText, readText } from '../documents/text.ts';
import { isVideoId, toChannelUrl, toPlaylistUrl, toShortUrl, toVideoUrl } from '../urls.ts';

/** An item of which nothing is known but what it is, with its address. */
export function createItem(kind: ItemKind, id: string): Item {
  return createEmptyItem({ platform: 'youtube', id, kind, url: toItemUrl(kind, id) });
}

function toItemUrl(kind: ItemKind, id: string): string {
  if (kind === 'short') return toShortUrl(id);
  if (kind === 'playlist') return toPlaylistUrl(id);
  if (kind === 'channel') return toChannelUrl(id);
  return toVideoUrl(id);
}

/** An id as YouTube makes them, or null: what else stands there is not exported. */
export function readId(value: unknown): string | null {
  const id = toText(value);
  return id !== null && /^[\w-]{1,100}$/.test(id) ? id : null;
}

/** What the page says about the time, as it says it; null and '' are unknown. */
export function toCreatedAt(text: string | null): CreatedAt {
  return text ? { precision: 'approximate', text } : { precision: 'unknown' };
}

/** A channel from the `browseEndpoint` that leads to it; null when neither its name nor its id is known. */
export function toAuthor(name: string | null, browseEndpoint: unknown): Author | null {
  const endpoint = toLoose(browseEndpoint);
  const id = readId(endpoint?.browseId);
  const path = toText(endpoint?.canonicalBaseUrl) ?? '';
  if (!name && !id) return null;
  const handle = path.startsWith('/@') ? decodeHandle(path.slice(1)) : null;
  const channel = id ?? handle;
  return { id, name: name ?? handle ?? '', handle, url: channel ? toChannelUrl(channel) : null };
}

function decodeHandle(word: string): string {
  if (!word.includes('%')) return word.toWellFormed();
  try {
    return decodeURIComponent(word);
  } catch {
    // Not percent-encoded after all.
    return word.toWellFormed();
  }
}

/** Sets the author, and beside it the other channels of a collaboration, from a byline's `{runs}`. */
export function putByline(item: Item, byline: unknown): void {
  const run = toLoose(toArray(toLoose(byline)?.runs)[0]);
  const endpoint = run?.navigationEndpoint;
  putAuthors(item, readCollaborators(endpoint));
  item.author ??= toAuthor(readText(byline), endpoint?.browseEndpoint);
}

/** The first of several channels is the author, the others are co-authors. */
export function putAuthors(item: Item, authors: Author[]): void {
  const first = authors[0];
  if (!first) return;
  item.author = first;
  if (authors.length > 1) item.coAuthors = authors.slice(1);
}

/** The channels in the dialog that a collaboration's byline opens; empty for anything else. */
export function readCollaborators(command: unknown): Author[] {
  const show = toLoose(command)?.showDialogCommand;
  if (!show) return [];
  const dialog = at(show, 'panelLoadingStrategy', 'inlineContent', 'dialogViewModel');
  const entries = toArray(at(dialog, 'customContent', 'listViewModel', 'listItems'));
  return entries.slice(0, 50).flatMap((entry) => toCollaborator(at(entry, 'listItemViewModel')) ?? []);
}

function toCollaborator(view: unknown): Author | null {
  const name = readPlainText(at(view, 'title'));
  const tap = at(view, 'rendererContext', 'commandContext', 'onTap', 'innertubeCommand', 'browseEndpoint');
  const author = toAuthor(name, tap ?? readRunEndpoint(at(view, 'title')));
  if (!author || author.handle) return author;
  const handle = /@\S+/.exec(readPlainText(at(view, 'subtitle')) ?? '')?.[0] ?? null;
  return { ...author, handle, url: author.url ?? (handle ? toChannelUrl(handle) : null) };
}

/** The `browseEndpoint` of the first link in a `{content, commandRuns}` text. */
export function readRunEndpoint(text: unknown): unknown {
  const run = toLoose(toArray(toLoose(text)?.commandRuns)[0]);
  return run?.onTap?.innertubeCommand?.browseEndpoint;
}

/** The picture of a video: its own large one, which may be missing (404), then the one every video has. */
function toVideoThumbnail(id: string): Media {
  const base = `https://i.ytimg.com/vi/${id}`;
  const variants: Variant[] = isVideoId(id)
    ? [
        { url: `${base}/maxresdefault.jpg`, width: 1280, height: 720 },
        { url: `${base}/hqdefault.jpg`, width: 480, height: 360 },
      ]
    : [];
  return { id: 'thumbnail', kind: 'thumbnail', variants };
}

/** The pictures of a list entry as media, largest first; empty when there are none. */
export function readThumbnails(sources: unknown): Media[] {
  const variants: Variant[] = [];
  for (const source of toArray(sources).slice(0, 20)) {
    const variant = toVariant(toObject(source));
    if (variant) variants.push(variant);
  }
  variants.sort((a, b) => (b.width ?? 0) - (a.width ?? 0));
  return variants.length > 0 ? [{ id: 'thumbnail', kind: 'thumbnail', variants }] : [];
}

function toVariant(source: Json | null): Variant | null {
  const raw = toText(source?.url) ?? '';
  const url = raw.startsWith('//') ? `https:${raw}` : raw;
  if (!url.startsWith('https://') || !URL.canParse(url)) return null;
  const width = toWhole(source?.width);
  const height = toWhole(source?.height);
  return { url: url.toWellFormed(), ...(width ? { width } : {}), ...(height ? { height } : {}) };
}

/** The media of anything that plays. Only yt-dlp can reach the video itself, so it has no variants. */
export function toPlayableMedia(id: string): Media[] {
  return [toVideoThumbnail(id), { id: 'video', kind: 'video', variants: [] }];
}

/** Sets one of the item's counts, if there is one. */
export function putCount(item: Item, name: keyof Item['stats'], count: Count | null): void {
  if (count) item.stats[name] = count;
}
