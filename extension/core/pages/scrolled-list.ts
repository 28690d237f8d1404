/**
 * The fall-back where a site answers questions with nothing: a page that is looked at is scrolled, and its own answers
 * are read. It gives each of them once, from the start of its list, so the last are kept: who asked may be gone before
 * one came, and asks again.
 */
import { AppError } from '../../../shared/app-error.ts';
import type { PageRead } from './page-read.ts';
import type { PageDriver, TappedResponse } from './page-tap.ts';

/** What is asked in vain so often in a row is not asked again. */
const patience = 3;
/** Who asked wants the last, or the one before it. */
const mostKept = 3;
/**
 * A page that shows much again takes its time; the question is then put once more, and the page is further. With the
 * half minute of the driver's last look it is shorter than an answer may take (`answerTimeoutMs` of the tab's reader).
 */
const maxWaitMs = 40_000;
/** What was shown longer ago is not the list as it is now. */
const freshMs = 10 * 60_000;

/** One of the page's own answers for a list. */
export interface ScrolledPage {
  /** What it was asked for with; '' where a list begins without one. */
  cursor: string;
  read: PageRead;
}

/** A list that a page shows, and the place in it that is wanted. */
export interface ScrolledList {
  /** Tells it from others, whatever the place. */
  name: string;
  /** The cursor of the place. */
  wanted: string;
  /** Null for answers that are another list's, or without a word. */
  readAnswer(answer: TappedResponse): ScrolledPage | null;
  /** Whether the wanted place is within an answer that was asked for with another cursor. @default never */
  holds?(page: ScrolledPage): boolean;
  /**
   * Whether a page that has come to this answer will not come by the wanted place any more.
   * @param before the one before it; undefined for the first that was heard
   */
  isPast(page: ScrolledPage, before: ScrolledPage | undefined): boolean;
}

/** The list that a page was scrolled for: its last answers, the cursors of those before them, and when the last came. */
interface Shown {
  name: string;
  pages: ScrolledPage[];
  dropped: Set<string>;
  atMs: number;
}

/** How a page is being read, as long as its document lives. */
export interface Scroll {
  /** How often in a row one place of a list was answered with nothing. */
  silence: { place: string; times: number } | null;
  shown: Shown | null;
  /** Ends with the last of those who take the page's answers. */
  turn: Promise<unknown>;
}

/** The page was not touched yet. */
export function createScroll(): Scroll {
  return { silence: null, shown: null, turn: Promise.resolve() };
}

/** Notes an answer without a word; true when it is time to read as a person does. */
export function isSilent(scroll: Scroll, place: string): boolean {
  const times = scroll.silence?.place === place ? scroll.silence.times + 1 : 1;
  scroll.silence = { place, times };
  return times >= patience;
}

/** A place of a list, and both ways to read there. */
export interface EitherWay {
  /** Of the list. */
  name: string;
  place: string;
  ask(): Promise<PageRead>;
  readScrolled(): Promise<PageRead>;
}

/** A page that is read. */
interface Read {
  scroll: Scroll;
  nowMs(): number;
}

/** Asks, until that was in vain too often; a list that was scrolled once is scrolled to its end. Throws AppError. */
export async function askOrScroll({ scroll, nowMs }: Read, list: EitherWay): Promise<PageRead> {
  if (scroll.shown && nowMs() - scroll.shown.atMs > freshMs) scroll.shown = null;
  if (scroll.shown?.name === list.name) return list.readScrolled();
  try {
    return await list.ask();
  } catch (error) {
    const isUnanswered = error instanceof AppError && error.code === 'platform.no_answer';
    if (!isUnanswered || !isSilent(scroll, list.place)) throw error;
    return list.readScrolled();
  }
}

/** A page that is scrolled. */
interface Scrolled extends Read {
  driver: PageDriver;
}

/**
 * The page's own answer for a place. What it shows again before it is passed over. Throws AppError: `platform.tab_lost`
 * where the page is past the place, `platform.no_answer` where it brings nothing, `net.timeout` where it is not there yet.
 */
export function readScrolledList(page: Scrolled, list: ScrolledList): Promise<PageRead> {
  return takeAnswers(page, {
    known: () => findKept(page.scroll, list),
    take(answer) {
      const scrolled = list.readAnswer(answer);
      if (!scrolled) return null;
      // A refusal is nothing to be given again.
      if (scrolled.read.error) return scrolled.read;
      keep(page, list.name, scrolled);
      return findKept(page.scroll, list);
    },
  });
}

/** What is looked for among a page's answers; null: not in this one. */
interface Wanted<T> {
  /** @default nothing is known before the page goes on */
  known?(): T | null;
  take(answer: TappedResponse): T | null;
}

/**
 * Scrolls until one of the page's answers is what is wanted. One after the other: an answer comes once, and who was given
 * up may still be waiting for it. Throws AppError.
 */
export function takeAnswers<T>({ scroll, driver, nowMs }: Scrolled, { known, take }: Wanted<T>): Promise<T> {
  const untilMs = nowMs() + maxWaitMs;
  const search = async (): Promise<T> => {
    let found: T | null = known ? known() : null;
    while (found === null) {
      if (nowMs() >= untilMs) throw new AppError('net.timeout');
      const answer = await driver.next();
      if (!answer) throw new AppError('platform.no_answer');
      found = take(answer);
    }
    return found;
  };
  const mine = scroll.turn.then(search);
  scroll.turn = Promise.allSettled([mine]);
  return mine;
}

function keep({ scroll, nowMs }: Read, name: string, page: ScrolledPage): void {
  const known = scroll.shown?.name === name ? scroll.shown : null;
  const shown: Shown = known ?? { name, pages: [], dropped: new Set(), atMs: 0 };
  shown.atMs = nowMs();
  shown.pages.push(page);
  const [oldest] = shown.pages;
  if (oldest && shown.pages.length > mostKept) {
    shown.dropped.add(oldest.cursor);
    shown.pages.shift();
  }
  scroll.shown = shown;
}

/** Null while the place is still ahead. Throws where the page is past it and it is not kept. */
function findKept(scroll: Scroll, list: ScrolledList): PageRead | null {
  if (scroll.shown?.name !== list.name) return null;
  const { pages, dropped } = scroll.shown;
  const kept = pages.findLast((page) => page.cursor === list.wanted || list.holds?.(page));
  if (kept) return kept.read;
  const [newest, before] = pages.toReversed();
  const isAtEnd = newest?.read.continuation === null;
  if (!newest || !(isAtEnd || dropped.has(list.wanted) || list.isPast(newest, before))) return null;
  // Whoever comes next may be answered, and begins anew.
  scroll.shown = null;
  throw new AppError('platform.tab_lost', 'The page was already further down its list; reload it.');
}
