import { describe, expect, it } from 'vitest';
import type { PageTap, TappedResponse } from '../core/pages/page-tap.ts';
import { createPageDriver, decideStep } from './page-driver.ts';

const moment = { queued: 0, isVisible: true, steps: 0, sinceStepMs: 5000 };

describe('a patient reader', () => {
  it.each([
    ['takes what has come, even when nobody looks any more', { queued: 1, isVisible: false }, 'take'],
    ['goes on when it has looked long enough', {}, 'step'],
    ['stays a while', { sinceStepMs: 100 }, 'wait'],
    ['stays longer when nothing came', { steps: 6, sinceStepMs: 2000 }, 'wait'],
    ['does not read a page that nobody looks at', { isVisible: false }, 'give_up'],
    ['gives up in the end', { steps: 12 }, 'give_up'],
  ] as const)('%s', (_name, change, expected) => {
    expect(decideStep({ ...moment, ...change })).toBe(expected);
  });
});

describe('the driver', () => {
  const response = (url: string): TappedResponse => ({
    url,
    method: 'GET',
    requestBody: null,
    status: 200,
    body: '{}',
  });

  /** A page that loads one more answer at every third step, three in all. */
  function open(isVisible = true) {
    let hear: (seen: TappedResponse) => void = () => undefined;
    const armed: string[][] = [];
    let clockMs = 0;
    let steps = 0;
    const tap: PageTap = {
      arm(paths, listen) {
        armed.push(paths);
        hear = listen ?? hear;
      },
      ask: () => Promise.reject(new Error('nobody asks')),
      disarm: () => undefined,
    };
    const driver = createPageDriver({
      tap,
      isVisible: () => isVisible,
      step() {
        steps += 1;
        if (steps % 3 === 0 && steps <= 9) hear(response(`/api/list?page=${steps / 3}`));
      },
      nowMs: () => clockMs,
      async sleep(ms) {
        clockMs += ms;
      },
    });
    return { driver, armed, hear: (seen: TappedResponse) => hear(seen) };
  }

  it('brings the page’s own answers in their order, and null when there are no more', async () => {
    const { driver, armed } = open();
    driver.listen(['/api/']);
    driver.listen(['/api/']);
    expect(armed).toEqual([['/api/']]);
    const urls = [];
    for (let count = 0; count < 4; count += 1) urls.push((await driver.next())?.url);
    expect(urls).toEqual(['/api/list?page=1', '/api/list?page=2', '/api/list?page=3', undefined]);
  });

  it('does not keep all that a page asks for while nobody reads it', async () => {
    const { driver, hear } = open();
    driver.listen(['/api/']);
    for (let count = 1; count <= 150; count += 1) hear(response(`/api/list?page=${count}`));
    expect((await driver.next())?.url).toBe('/api/list?page=51');
  });

  it('brings nothing from a page that nobody looks at', async () => {
    const { driver } = open(false);
    driver.listen(['/api/']);
    expect(await driver.next()).toBeNull();
  });
});
