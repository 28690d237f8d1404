/** One page of any list: the first comes with a page of the site or an answer of its own, the others by the list's query. */
import { AppError } from '../../../shared/errors.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import type { Json } from '../../core/json.ts';
import type { PageRead } from '../../core/page-read.ts';
import { askGraphql, type Query, readSession } from './ask.ts';
import type { Desk } from './desk.ts';
import { type Place, parseCursor, toCursor } from './place.ts';
import { readPage } from './read-page.ts';
import { openSitePage, readSitePage, type SitePage } from './site-page.ts';

/** Which page of which list; `cursor` null is the first, `asOwner` refuses what others would be shown. */
export interface ListQuestion {
  ref: SourceRef;
  cursor: string | null;
  asOwner: boolean;
}

/** Reads one page of a list. Throws AppError. */
export type ListReader = (desk: Desk, question: ListQuestion) => Promise<PageRead>;

/** How a list that a page of the site begins with goes on. */
export interface SiteList {
  /** @default the address of the source */
  address?: string;
  /** The query that goes on. */
  next: string;
  /** What names the list in it. */
  toValues(site: SitePage, read: PageRead): Record<string, string>;
}

/** A list that begins with a page of the site. */
export async function readSiteList(desk: Desk, question: ListQuestion, list: SiteList): Promise<PageRead> {
  const { ref, cursor } = question;
  if (cursor !== null) return readOn(desk, question, cursor);
  const site = await openSitePage(desk, list.address ?? ref.url);
  requireAccount(site.viewerId !== null, question.asOwner);
  const read = readSitePage(site);
  const values = read.continuation === null ? {} : list.toValues(site, read);
  return goOn(read, { query: list.next, values, loggedIn: site.viewerId !== null });
}

/** A list that begins with an answer to a query of its own. `next` goes on with it. */
export async function readAskedList(
  desk: Desk,
  question: ListQuestion,
  { first, next }: { first: Query; next: Omit<Place, 'loggedIn'> },
): Promise<PageRead> {
  if (question.cursor !== null) return readOn(desk, question, question.cursor);
  const loggedIn = readSession(desk).viewerId !== null;
  requireAccount(loggedIn, question.asOwner);
  return goOn(await askRead(desk, first), { ...next, loggedIn });
}

/** Goes on where a cursor says. */
async function readOn(desk: Desk, { asOwner }: ListQuestion, cursor: string): Promise<PageRead> {
  const place = parseCursor(cursor);
  requireAccount(readSession(desk).viewerId !== null, asOwner || place.loggedIn);
  return goOn(await askRead(desk, { name: place.query, variables: place.values }), place);
}

/** Asks a query and reads its answer. Throws AppError with the site's refusal. */
export async function askRead(desk: Desk, { name, variables }: Query): Promise<PageRead> {
  const stored = await askGraphql(desk, { name, variables: { ...fixedVariables[name], ...variables } });
  return readPage(stored);
}

/** The read with a cursor in place of the site's own, which says nothing of its list. */
function goOn(read: PageRead, { query, values, loggedIn }: Place): PageRead {
  if (read.continuation === null) return read;
  return {
    ...read,
    continuation: toCursor({ query, values: { ...values, cursor: read.continuation }, loggedIn }),
  };
}

/** What was begun with an account would silently lose what only the account sees. */
function requireAccount(isLoggedIn: boolean, isNeeded: boolean): void {
  if (isNeeded && !isLoggedIn) throw new AppError('platform.login_required');
}

/** What the page sends with each query beside the name of the list and the place in it. */
const fixedVariables: Record<string, Json> = {};
