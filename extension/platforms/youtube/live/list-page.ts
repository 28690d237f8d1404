/** One page of one list, and the cursor to the next. Whatever the platform sends, the list comes to an end. */
import { AppError, fromWire } from '../../../../shared/app-error.ts';
import type { Author } from '../../../../shared/model/item.ts';
import type { SourceRef } from '../../../../shared/model/source.ts';
import type { Json } from '../../../core/json.ts';
import { createEmptyRead } from '../../../core/pages/empty-read.ts';
import type { CollectorRequest, PageRead } from '../../../core/pages/page-read.ts';
import { readFacts } from '../documents/facts.ts';
import { readChannelHeader } from '../pages/header.ts';
import { needsLogin } from '../pages/negative.ts';
import { putAuthor, readDoc } from '../read-page.ts';
import { toBrowseRequest } from '../session/browse-request.ts';
import type { Desk } from '../session/desk.ts';
import { toRef } from '../urls.ts';
import { type ListCursor, parseListCursor, toCursorText, toHash } from './cursor.ts';
import { readChannelId, readFirstPage } from './first-page.ts';

const maxEmptyPages = 3;
const maxRestarts = 2;

/** Which page of which list. */
export type PageQuestion = Extract<CollectorRequest, { verb: 'page' }>;

/** Reads the page a cursor stands for, the first one for null. Throws AppError with the platform's refusal. */
export async function readListPage(desk: Desk, question: PageQuestion): Promise<PageRead> {
  const { ref, asOwner } = question;
  const cursor = question.cursor === null ? null : parseListCursor(question.cursor);
  const known = ref.kind.startsWith('channel') ? toRef(ref.kind, await readChannelId(desk, ref.id)) : ref;
  if (!cursor?.token) return readBeginning(desk, known, cursor ?? createCursor(asOwner));
  try {
    return readStep(await desk.tube.call('browse', { continuation: cursor.token }), known, cursor);
  } catch (thrown) {
    if (!isExpired(thrown)) throw thrown;
    if (cursor.restarts >= maxRestarts) throw toExpired(thrown);
    return readBeginning(desk, known, {
      ...cursor,
      token: null,
      skip: cursor.count,
      restarts: cursor.restarts + 1,
      seen: [],
    });
  }
}

/** A token that the server does not take any more: nothing else in such a request can be wrong. */
function isExpired(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.context.status === 400;
}

function toExpired(cause: unknown): AppError {
  const context = { status: 400, cursorExpired: true };
  return new AppError('net.http', 'The site no longer continues this list; start the export again.', {
    cause,
    context,
    retryable: false,
  });
}

async function readBeginning(desk: Desk, ref: SourceRef, earlier: ListCursor): Promise<PageRead> {
  const doc = await readFirstPage(desk, ref);
  if (!doc) return createEmptyRead(ref.kind);
  const loggedIn = earlier.loggedIn || readFacts(doc).loggedOut === false;
  const author = ref.kind.startsWith('channel') ? readChannelHeader(doc).author : null;
  return readStep(doc, ref, {
    ...earlier,
    loggedIn,
    author: author ?? earlier.author,
  });
}

function createCursor(loggedIn: boolean): ListCursor {
  return { v: 1, token: null, loggedIn, count: 0, skip: 0, restarts: 0, empty: 0, seen: [], author: null };
}

function readStep(doc: Json, ref: SourceRef, cursor: ListCursor): PageRead {
  const browseId = toBrowseRequest(ref)?.browseId ?? null;
  requireAccount(doc, cursor, browseId);
  const read = readDoc(doc, { url: null, browseId, token: cursor.token });
  if (read.error) throw fromWire(read.error);
  putAuthor(read.items, toTabAuthor(ref, cursor.author));
  return advance({ ...read, page: ref.kind }, cursor);
}

function toTabAuthor(ref: SourceRef, author: Author | null): Author | null {
  return ref.kind.startsWith('channel_') ? author : null;
}

/** A list, or an export, begun with an account would silently lose what only the account sees. */
function requireAccount(doc: Json, cursor: ListCursor, browseId: string | null): void {
  const { loggedOut } = readFacts(doc);
  if (loggedOut === true && (cursor.loggedIn || needsLogin(browseId)))
    throw new AppError('platform.login_required');
}

/** Leaves out what was given before a restart, and works out where the list goes on, if it does. */
function advance(read: PageRead, cursor: ListCursor): PageRead {
  const page = toHash(read.items.map((item) => item.id).join(' '));
  const isRepeat = read.items.length > 0 && cursor.seen.includes(page);
  const items = isRepeat ? [] : read.items.slice(cursor.skip);
  const skip = Math.max(0, cursor.skip - read.items.length);
  const next = read.continuation;
  const empty = read.items.length === 0 ? cursor.empty + 1 : 0;
  const ends =
    next === null ||
    isRepeat ||
    next === cursor.token ||
    cursor.seen.includes(toHash(next)) ||
    empty >= maxEmptyPages;
  const seen = [...cursor.seen, page, ...(cursor.token ? [toHash(cursor.token)] : [])];
  const count = cursor.count + items.length;
  const continuation = ends ? null : toCursorText({ ...cursor, token: next, count, skip, empty, seen });
  return { ...read, items, continuation };
}
