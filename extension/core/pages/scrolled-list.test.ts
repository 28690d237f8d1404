import { describe, expect, it } from 'vitest';
import { AppError, createWireError } from '../../../shared/app-error.ts';
import type { PageRead } from './page-read.ts';
import type { TappedResponse } from './page-tap.ts';
import { askOrScroll, createScroll, readScrolledList, takeAnswers } from './scrolled-list.ts';

const refusal = createWireError('platform.login_required');
const buildRead = (continuation: string | null, error: PageRead['error'] = null): PageRead => ({
  page: 'posts',
  items: [],
  comments: [],
  continuation,
  unknown: {},
  title: null,
  claimed: null,
  error,
});

/** Answers `a>b` are asked for with `a` and go on with `b`; `a>` ends the list, and `a!` refuses. */
function openPage(answers: (string | null)[], lookMs = 1000) {
  const scroll = createScroll();
  let clockMs = 0;
  const driver = {
    isVisible: () => true,
    isListening: () => true,
    listen: () => undefined,
    async next(): Promise<TappedResponse | null> {
      clockMs += lookMs;
      const url = answers.shift();
      return url ? { url, method: 'GET', requestBody: null, status: 200, body: '' } : null;
    },
  };
  const page = { scroll, driver, nowMs: () => clockMs };
  /** Where the list goes on behind the place, or the code of what was thrown. */
  const read = (wanted: string, name = 'list') =>
    readScrolledList(page, {
      name,
      wanted,
      readAnswer({ url }) {
        const [cursor = '', next] = url.split(/[>!]/);
        if (cursor === 'other') return null;
        return { cursor, read: buildRead(next || null, url.endsWith('!') ? refusal : null) };
      },
      isPast: ({ cursor }, before) => !before && cursor > wanted,
    }).then(
      (found) => found.error?.code ?? found.continuation,
      (error: unknown) => (error instanceof AppError ? error.code : 'none'),
    );
  const pass = (ms: number) => {
    clockMs += ms;
  };
  return { page, read, pass, left: answers };
}

describe('a list that is read by scrolling', () => {
  it('is given page by page, without what the page asks for beside it', async () => {
    const { read } = openPage(['a>b', 'other>x', 'b>c', 'c>']);
    expect([await read('a'), await read('b'), await read('c')]).toEqual(['b', 'c', null]);
  });

  it('is passed over up to its place', async () => {
    const { read } = openPage(['a>b', 'b>c', 'c>d']);
    expect(await read('c')).toBe('d');
  });

  it('gives a page again to who comes in place of who was killed', async () => {
    const { read, left } = openPage(['a>b', 'b>c', 'c>d']);
    expect([await read('a'), await read('b'), await read('b')]).toEqual(['b', 'c', 'c']);
    expect(left).toHaveLength(1);
  });

  it('is taken by one after the other: nobody waits for what somebody else was given', async () => {
    const { read } = openPage(['a>b', 'b>c', 'c>d']);
    expect(await Promise.all([read('b'), read('b'), read('c')])).toEqual(['c', 'c', 'd']);
  });

  it('is lost in this page when that is past the place, until it was loaded anew', async () => {
    const { read } = openPage(['c>d', 'd>e']);
    expect(await read('b')).toBe('platform.tab_lost');
    expect(await read('d')).toBe('e');
  });

  it('is lost in this page when its page was given long ago', async () => {
    const { read } = openPage(['a>b', 'b>c', 'c>d', 'd>e', 'e>f']);
    expect(await read('d')).toBe('e');
    expect(await read('a')).toBe('platform.tab_lost');
  });

  it('is lost in this page when that came to its end without the place', async () => {
    const { read } = openPage(['a>b', 'b>']);
    expect(await read('aa')).toBe('platform.tab_lost');
  });

  it('is asked for later where the page brings nothing, and goes on then', async () => {
    const { read, left } = openPage(['a>b', null]);
    expect([await read('a'), await read('b')]).toEqual(['b', 'platform.no_answer']);
    left.push('b>c');
    expect(await read('b')).toBe('c');
  });

  it('does not keep a refusal', async () => {
    const { read } = openPage(['a!', 'a>b']);
    expect([await read('a'), await read('a')]).toEqual(['platform.login_required', 'b']);
  });

  it('is given up for a while before the question is, and is further then', async () => {
    const { read } = openPage([...Array.from({ length: 30 }, () => 'a>b'), 'b>c'], 2000);
    expect(await read('b')).toBe('net.timeout');
    expect(await read('b')).toBe('c');
  });

  it('can be another one', async () => {
    const { read } = openPage(['a>b', 'a>z']);
    expect([await read('a'), await read('a', 'another')]).toEqual(['b', 'z']);
  });
});

it('who looks for something else waits too, until the page brings nothing', async () => {
  const { page, read } = openPage(['a>b', 'b>c']);
  const both = [read('a'), takeAnswers(page, { take: ({ url }) => (url === 'b>c' ? url : null) })];
  expect(await Promise.all(both)).toEqual(['b', 'b>c']);
});

describe('a question for a list', () => {
  it('is put three times in vain; then the list is scrolled to its end without one', async () => {
    const { page, pass } = openPage(['a>b', 'b>']);
    let asked = 0;
    const put = (place: string) =>
      askOrScroll(page, {
        name: 'list',
        place,
        async ask() {
          asked += 1;
          throw new AppError('platform.no_answer');
        },
        readScrolled: () =>
          readScrolledList(page, {
            name: 'list',
            wanted: place,
            readAnswer: ({ url }) => ({ cursor: url.slice(0, 1), read: buildRead(url.slice(2) || null) }),
            isPast: () => false,
          }),
      });
    for (let count = 0; count < 2; count += 1)
      await expect(put('a')).rejects.toMatchObject({ code: 'platform.no_answer' });
    expect((await put('a')).continuation).toBe('b');
    expect((await put('b')).continuation).toBeNull();
    expect(asked).toBe(3);
    // Much later there may be more, and the site may answer.
    pass(11 * 60_000);
    await expect(put('a')).rejects.toMatchObject({ code: 'platform.no_answer' });
  });

  it('is not put in another way when it is refused', async () => {
    const ask = () => Promise.reject(new AppError('platform.login_required'));
    const { page } = openPage([]);
    for (let count = 0; count < 4; count += 1) {
      const readScrolled = () => Promise.reject(new Error('scrolled'));
      const put = askOrScroll(page, { name: 'list', place: 'a', ask, readScrolled });
      await expect(put).rejects.toMatchObject({ code: 'platform.login_required' });
    }
  });
});
