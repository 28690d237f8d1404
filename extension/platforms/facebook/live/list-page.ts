/** One page of any list: the first may stand in the page that is open, the others are asked for by the list's query. */
import { AppError } from '../../../../shared/app-error.ts';
import type { SourceRef } from '../../../../shared/model/source.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import { askOrScroll } from '../../../core/pages/scrolled-list.ts';
import { lostPlace } from '../items/comments.ts';
import { readPage } from '../read-page.ts';
import { askGraphql, openSession, type Query } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { type Place, parseCursor, toCursor } from './place.ts';
import { learnByScrolling, readScrolledPage, toListName } from './scrolled-page.ts';
import { findOpenPage, openSitePage, readSitePage, type SitePage } from './site-page.ts';

/** Which page of which list; `cursor` null is the first, `asOwner` refuses what others would be shown. */
export interface ListQuestion {
  ref: SourceRef;
  cursor: string | null;
  asOwner: boolean;
}

/** Reads one page of a list. Throws AppError. */
export type ListReader = (desk: Desk, question: ListQuestion) => Promise<PageRead>;

/** How a list is asked for. */
export interface ListPlan {
  /** The page of the site that begins with it; absent where none does. */
  address?: string;
  /** The query that goes on with it. */
  query: string;
  /** What names the list in that query, or how the page says so: then the list begins with the page. */
  values: Record<string, string> | ((site: SitePage) => Record<string, string>);
  /** A query of its own for the first page. @default the one that goes on, without a cursor */
  first?: Query;
}

/** Reads on where the question says, or from the start. Throws AppError. */
export async function readListPage(desk: Desk, question: ListQuestion, plan: ListPlan): Promise<PageRead> {
  const { ref, cursor, asOwner } = question;
  if (cursor === null) return readFirst(desk, question, plan);
  if (cursor === lostCursor)
    throw new AppError('platform.page_changed', 'The list goes on, and does not say from where.');
  const place = parseCursor(cursor);
  requireAccount((await openSession(desk)).personaId, asOwner || place.loggedIn);
  const read = () => askList(desk, plan.address ?? ref.url, { name: place.query, variables: place.values });
  return goOn(await readInEitherWay(desk, { address: plan.address, place }, read), place);
}

/** Where questions are answered with nothing, a page that begins with the list is scrolled. */
function readInEitherWay(
  desk: Desk,
  { address, place }: { address: string | undefined; place: Place },
  ask: () => Promise<PageRead>,
): Promise<PageRead> {
  if (address === undefined) return ask();
  return askOrScroll(
    { scroll: desk.scroll, nowMs: desk.page.nowMs },
    {
      name: toListName(place),
      place: toCursor(place),
      ask,
      readScrolled: () => readScrolledPage(desk, address, place),
    },
  );
}

/** How a list is asked for that only the page which begins with it names. */
export interface SiteList {
  /** @default the address of the source */
  address?: string;
  next: string;
  toValues(site: SitePage): Record<string, string>;
}

/** The same for a list that begins with a page of the site. Throws AppError. */
export function readSiteList(desk: Desk, question: ListQuestion, list: SiteList): Promise<PageRead> {
  const { address = question.ref.url, next, toValues } = list;
  return readListPage(desk, question, { address, query: next, values: toValues });
}

async function readFirst(desk: Desk, { ref, asOwner }: ListQuestion, plan: ListPlan): Promise<PageRead> {
  const { address, query, values, first } = plan;
  const isNamedByPage = typeof values === 'function';
  const open = address === undefined ? null : findOpenPage(desk, address);
  const site = open ?? (isNamedByPage ? await openSitePage(desk, address ?? ref.url) : null);
  const { personaId } = site ?? (await openSession(desk));
  requireAccount(personaId, asOwner);
  const named = !isNamedByPage ? values : site ? values(site) : {};
  const asked = first ?? { name: query, variables: { ...named, cursor: null } };
  const place = { query, values: named, loggedIn: personaId !== null };
  const ask = () => askList(desk, address ?? ref.url, asked);
  return goOn(site ? readSitePage(site) : await readInEitherWay(desk, { address, place }, ask), place);
}

/** Asks as `askRead` does. What the page does not say of the query, the page at `address` does, or shows on being read. */
async function askList(desk: Desk, address: string, query: Query): Promise<PageRead> {
  const known = await askKnown(desk, query);
  if (known) return known;
  await openSitePage(desk, address);
  const learnt = await askKnown(desk, query);
  if (learnt) return learnt;
  await learnByScrolling(desk, address, query.name);
  return askRead(desk, query);
}

/** Null when too little is known of how the page asks. */
async function askKnown(desk: Desk, query: Query): Promise<PageRead | null> {
  try {
    const read = await askRead(desk, query);
    return isTooLittle(read.error) ? null : read;
  } catch (error) {
    if (error instanceof AppError && isTooLittle(error)) return null;
    throw error;
  }
}

/** Whether a refusal says that a question lacks what the page would have sent with it. */
export function isTooLittle(error: Pick<AppError, 'code' | 'message' | 'context'> | null): boolean {
  const isUnknown = error?.context?.query !== undefined;
  return (
    error?.code === 'platform.page_changed' &&
    (isUnknown || error.message.includes('missing_required_variable'))
  );
}

/** Asks a query and reads its answer. Throws AppError. */
export async function askRead(desk: Desk, query: Query): Promise<PageRead> {
  return readPage(await askGraphql(desk, query));
}

/** In place of a cursor that the site did not give: what was read is kept, and the list does not end as if it were whole. */
const lostCursor = 'lost';

/** The read with a cursor in place of the site's own, which says nothing of its list. */
function goOn(read: PageRead, { query, values, loggedIn }: Place): PageRead {
  if (read.continuation === null)
    return read.unknown[lostPlace] === undefined ? read : { ...read, continuation: lostCursor };
  const cursor = read.continuation;
  return { ...read, continuation: toCursor({ query, values: { ...values, cursor }, loggedIn }) };
}

/** What was begun with an account would silently lose what only the account sees. */
function requireAccount(personaId: string | null, isNeeded: boolean): void {
  if (isNeeded && personaId === null) throw new AppError('platform.login_required');
}
