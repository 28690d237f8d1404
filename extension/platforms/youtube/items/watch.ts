/** What stands round the player of a watch page: title block, likes, chapters, the way to the comments. */
import type { Count, Item } from '../../../../shared/model/item.ts';
import { at, type Json, toArray, toObject, toText } from '../../../core/json.ts';
import { parseCount } from '../../../core/pages/counts.ts';
import { isContinuation, readContinuation } from '../documents/continuation.ts';
import { readCount } from '../documents/counts.ts';
import { readPlainText, readText } from '../documents/text.ts';
import { readChapters } from './chapters.ts';
import { createItem, putByline, putCount, readId, toCreatedAt, toPlayableMedia } from './item.ts';

/** Reads the answer of `next` (or a watch page's data) about the video it shows; null when it shows none. */
export function readWatch(doc: unknown): Item | null {
  const blocks = readBlocks(doc);
  const primary = findBlock(blocks, 'videoPrimaryInfoRenderer');
  const secondary = findBlock(blocks, 'videoSecondaryInfoRenderer');
  const id = readId(at(doc, 'currentVideoEndpoint', 'watchEndpoint', 'videoId'));
  if (id === null || !primary) return null;
  const views = at(primary, 'viewCount', 'videoViewCountRenderer');
  const item = createItem(at(views, 'isLive') === true ? 'live' : 'video', id);
  item.title = readText(primary.title) ?? '';
  item.text = readText(at(secondary, 'attributedDescription')) ?? readText(at(secondary, 'description'));
  item.createdAt = toCreatedAt(readPlainText(primary.dateText));
  item.media = toPlayableMedia(id);
  putOwner(item, secondary);
  putCount(item, 'views', readCount(at(views, 'viewCount')) ?? readCount(at(views, 'shortViewCount')));
  putCount(item, 'likes', readLikes(primary));
  putCount(item, 'comments', readCommentCount(doc));
  item.chapters = readChapters(doc);
  return item;
}

function readBlocks(doc: unknown): unknown[] {
  const results = at(doc, 'contents', 'twoColumnWatchNextResults', 'results', 'results', 'contents');
  return toArray(results);
}

function findBlock(blocks: unknown[], name: string): Json | null {
  for (const block of blocks) {
    const found = toObject(at(block, name));
    if (found) return found;
  }
  return null;
}

function putOwner(item: Item, secondary: Json | null): void {
  const owner = at(secondary, 'owner', 'videoOwnerRenderer');
  putByline(item, at(owner, 'title'));
  if (item.author?.id) return;
  const endpoint = at(owner, 'navigationEndpoint');
  const name = readPlainText(at(owner, 'title')) ?? readPlainText(at(owner, 'attributedTitle'));
  if (name || endpoint) putByline(item, { runs: [{ text: name ?? '', navigationEndpoint: endpoint }] });
}

/** The button shows "5.4m"; its label for screen readers has the whole number. */
function readLikes(primary: Json): Count | null {
  const buttons = toArray(at(primary, 'videoActions', 'menuRenderer', 'topLevelButtons'));
  for (const button of buttons) {
    const view = at(
      button,
      'segmentedLikeDislikeButtonViewModel',
      'likeButtonViewModel',
      'likeButtonViewModel',
    );
    const toggle = at(
      view,
      'toggleButtonViewModel',
      'toggleButtonViewModel',
      'defaultButtonViewModel',
      'buttonViewModel',
    );
    const label = toText(at(toggle, 'accessibilityText'));
    const count = (label ? parseCount(label) : null) ?? readCount(at(toggle, 'title'));
    if (count) return count;
  }
  return null;
}

function readCommentCount(doc: unknown): Count | null {
  for (const panel of toArray(at(doc, 'engagementPanels'))) {
    const section = at(panel, 'engagementPanelSectionListRenderer');
    if (at(section, 'panelIdentifier') !== 'engagement-panel-comments-section') continue;
    return readCount(at(section, 'header', 'engagementPanelTitleHeaderRenderer', 'contextualInfo'));
  }
  return null;
}

/** The token of the first page of comments, or null when comments are off. */
export function readCommentsToken(doc: unknown): string | null {
  for (const block of readBlocks(doc)) {
    const section = toObject(at(block, 'itemSectionRenderer'));
    if (section?.sectionIdentifier !== 'comment-item-section') continue;
    for (const value of toArray(section.contents)) {
      const entry = toObject(value);
      if (entry && isContinuation(entry)) return readContinuation(entry);
    }
  }
  return null;
}

/** Puts what the watch page knows beside what the player said; the player's exact values stay. */
export function mergeWatch(player: Item, watch: Item | null): Item {
  if (!watch) return player;
  const { views = watch.stats.views, likes = watch.stats.likes } = player.stats;
  const stats = { ...watch.stats, ...(views ? { views } : {}), ...(likes ? { likes } : {}) };
  const coAuthors = watch.coAuthors ?? player.coAuthors;
  return {
    ...player,
    author: player.author ?? watch.author,
    title: player.title || watch.title,
    text: player.text ?? watch.text,
    createdAt: player.createdAt.precision === 'unknown' ? watch.createdAt : player.createdAt,
    stats,
    chapters: watch.chapters,
    ...(coAuthors ? { coAuthors } : {}),
  };
}
