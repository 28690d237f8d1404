/** Comments: the list holds keys, the texts stand apart among the page's entities and are joined on the key. */
import type { Comment, Count } from '../../../../shared/model/item.ts';
import { at, type Json, toArray, toObject, toText } from '../../../core/json.ts';
import { parseCount } from '../../../core/pages/counts.ts';
import { isContinuation, readContinuation } from '../documents/continuation.ts';
import { readCount } from '../documents/counts.ts';
import { readPlainText, readText } from '../documents/text.ts';
import { readTokenVideoId } from '../documents/token.ts';
import { toChannelUrl } from '../urls.ts';
import { readId, toAuthor, toCreatedAt } from './item.ts';

/** One page of comments or replies, and the three ways on from it. */
export interface CommentsRead {
  comments: Comment[];
  /** Where the list itself goes on. */
  next: string | null;
  /** Where the replies of each comment start. */
  replies: { parentId: string; token: string }[];
  /** Comments whose text was not among the entities, by name of the renderer. */
  unknown: Map<string, number>;
}

interface Place {
  itemId: string;
  /** Null on a page of top-level comments. */
  parentId: string | null;
}

/** True for the answer to a request for comments or replies. */
export function isCommentsPage(doc: unknown): boolean {
  return readEntries(doc).some((entry) =>
    ['commentThreadRenderer', 'commentViewModel', 'commentRenderer', 'commentsHeaderRenderer'].some(
      (name) => entry[name] !== undefined,
    ),
  );
}

/** Reads one page of comments or of replies. */
export function readComments(doc: unknown, place: Place): CommentsRead {
  const read: CommentsRead = { comments: [], next: null, replies: [], unknown: new Map() };
  const entities = readEntities(doc);
  for (const entry of readEntries(doc)) {
    if (isContinuation(entry)) read.next = readContinuation(entry) ?? read.next;
    else putComment(read, entry, { place, entities });
  }
  return read;
}

function readEntries(doc: unknown): Json[] {
  const entries: Json[] = [];
  for (const action of toArray(at(doc, 'onResponseReceivedEndpoints'))) {
    for (const name of ['reloadContinuationItemsCommand', 'appendContinuationItemsAction']) {
      for (const entry of toArray(at(action, name, 'continuationItems'))) {
        const object = toObject(entry);
        if (object) entries.push(object);
      }
    }
  }
  return entries;
}

interface Sources {
  place: Place;
  entities: Map<string, Json>;
}

function putComment(read: CommentsRead, entry: Json, sources: Sources): void {
  const thread = toObject(entry.commentThreadRenderer);
  const view =
    at(thread, 'commentViewModel', 'commentViewModel') ??
    at(thread, 'commentViewModel') ??
    entry.commentViewModel;
  const old = toObject(at(thread, 'comment', 'commentRenderer')) ?? toObject(entry.commentRenderer);
  if (!view && !old) return;
  const comment = view ? readView(view, sources) : old && readOld(old, sources.place);
  if (!comment) {
    const name = view ? 'commentViewModel' : 'commentRenderer';
    read.unknown.set(name, (read.unknown.get(name) ?? 0) + 1);
    return;
  }
  read.comments.push(comment);
  const token = readRepliesToken(thread);
  if (token) read.replies.push({ parentId: comment.id, token });
}

function readRepliesToken(thread: Json | null): string | null {
  const renderer = at(thread, 'replies', 'commentRepliesRenderer');
  for (const key of ['contents', 'subThreads']) {
    for (const value of toArray(at(renderer, key))) {
      const entry = toObject(value);
      const token = entry && readContinuation(entry);
      if (token) return token;
    }
  }
  return null;
}

function readEntities(doc: unknown): Map<string, Json> {
  const entities = new Map<string, Json>();
  for (const mutation of toArray(at(doc, 'frameworkUpdates', 'entityBatchUpdate', 'mutations'))) {
    const payload = toObject(at(mutation, 'payload', 'commentEntityPayload'));
    const key = toText(payload?.key);
    if (payload && key) entities.set(key, payload);
  }
  return entities;
}

function readView(view: unknown, { place, entities }: Sources): Comment | null {
  const entity = entities.get(toText(at(view, 'commentKey')) ?? '');
  const id = readCommentId(at(entity, 'properties', 'commentId')) ?? readCommentId(at(view, 'commentId'));
  if (!entity || id === null) return null;
  const author = at(entity, 'author');
  return {
    id,
    itemId: place.itemId,
    parentId: place.parentId ?? toParentId(id),
    author: readAuthor(author),
    text: readText(at(entity, 'properties', 'content')) ?? '',
    createdAt: toCreatedAt(readPlainText(at(entity, 'properties', 'publishedTime'))),
    likes: readVotes(at(entity, 'toolbar', 'likeCountNotliked')),
    replies: readVotes(at(entity, 'toolbar', 'replyCount')),
    pinned: toText(at(view, 'pinnedText')) !== null,
    byOwner: at(author, 'isCreator') === true,
  };
}

/** The id of a reply is that of its comment, a dot, and its own. */
function toParentId(id: string): string | null {
  const dot = id.indexOf('.');
  return dot > 0 ? id.slice(0, dot) : null;
}

function readCommentId(value: unknown): string | null {
  const id = toText(value);
  return id !== null && /^[\w.-]{1,200}$/.test(id) ? id : null;
}

function readAuthor(author: unknown): Comment['author'] {
  const name = readPlainText(at(author, 'displayName'));
  const id = readId(at(author, 'channelId'));
  if (!name && !id) return null;
  const handle = name?.startsWith('@') ? name : null;
  const channel = id ?? handle;
  return { id, name: name ?? '', handle, url: channel ? toChannelUrl(channel) : null };
}

/** Nothing is shown where there are none. */
function readVotes(value: unknown): Count | null {
  const text = toText(value);
  if (text === null) return null;
  return text.trim() === '' ? { precision: 'exact', value: 0 } : parseCount(text);
}

function readOld(renderer: Json, place: Place): Comment | null {
  const id = readCommentId(renderer.commentId);
  if (id === null) return null;
  const replies = renderer.replyCount;
  return {
    id,
    itemId: place.itemId,
    parentId: place.parentId ?? toParentId(id),
    author: toAuthor(readPlainText(renderer.authorText), at(renderer, 'authorEndpoint', 'browseEndpoint')),
    text: readText(renderer.contentText) ?? '',
    createdAt: toCreatedAt(readPlainText(renderer.publishedTimeText)),
    likes: readCount(renderer.voteCount) ?? { precision: 'exact', value: 0 },
    replies: typeof replies === 'number' ? parseCount(String(replies)) : { precision: 'exact', value: 0 },
    pinned: renderer.pinnedCommentBadge !== undefined,
    byOwner: renderer.authorIsChannelOwner === true,
  };
}

/** The video that a page of comments belongs to, from a token of its own; null for tokens of another make. */
export function readCommentsVideoId(tokens: readonly (string | null)[]): string | null {
  for (const token of tokens) {
    const id = readTokenVideoId(token);
    if (id) return id;
  }
  return null;
}
