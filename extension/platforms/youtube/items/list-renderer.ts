/** Entries that stand for a list or a channel, in the renderers of the older generation. */
import type { Item } from '../../../../shared/model/item.ts';
import { at, type Json, toText } from '../../../core/json.ts';
import { parseCount, toExactCount } from '../../../core/pages/counts.ts';
import { readCount } from '../documents/counts.ts';
import { readPlainText, readText } from '../documents/text.ts';
import { toChannelUrl } from '../urls.ts';
import { createItem, putByline, putCount, readId, readThumbnails } from './item.ts';

/** Reads `playlistRenderer`, `gridPlaylistRenderer`, `compactPlaylistRenderer` and `gridRadioRenderer`. */
export function readPlaylistRenderer(renderer: Json): Item | null {
  const id = readId(renderer.playlistId);
  if (id === null) return null;
  const item = createItem('playlist', id);
  item.title = readText(renderer.title) ?? '';
  putByline(item, renderer.longBylineText ?? renderer.shortBylineText);
  const count = toExactCount(renderer.videoCount);
  putCount(
    item,
    'items',
    count ?? readCount(renderer.videoCountText) ?? readCount(renderer.videoCountShortText),
  );
  item.media = readThumbnails(
    at(renderer, 'thumbnails', 0, 'thumbnails') ?? at(renderer, 'thumbnail', 'thumbnails'),
  );
  return item;
}

/**
 * Reads `channelRenderer` and `gridChannelRenderer`. On /feed/channels and in search the fields are not what they
 * are called: `subscriberCountText` holds the handle and `videoCountText` the subscribers.
 */
export function readChannelRenderer(renderer: Json): Item | null {
  const id = readId(renderer.channelId);
  if (id === null) return null;
  const item = createItem('channel', id);
  item.title = readText(renderer.title) ?? '';
  item.text = readText(renderer.descriptionSnippet);
  const texts = [readPlainText(renderer.subscriberCountText), readPlainText(renderer.videoCountText)];
  const handle = texts.find((text) => text?.startsWith('@')) ?? null;
  item.author = { id, name: item.title, handle: handle ?? readHandle(renderer), url: toChannelUrl(id) };
  const [subscribers, videos] = handle === texts[0] && handle !== null ? [texts[1], null] : texts;
  if (subscribers && !subscribers.startsWith('@')) putCount(item, 'subscribers', parseCount(subscribers));
  if (videos && !videos.startsWith('@')) putCount(item, 'items', parseCount(videos));
  item.media = readThumbnails(at(renderer, 'thumbnail', 'thumbnails'));
  return item;
}

function readHandle(renderer: Json): string | null {
  const path = toText(at(renderer, 'navigationEndpoint', 'browseEndpoint', 'canonicalBaseUrl'));
  return path?.startsWith('/@') ? path.slice(1).toWellFormed() : null;
}
