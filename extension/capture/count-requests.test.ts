import { expect, test } from 'vitest';
import type { PageTap, TappedResponse } from '../core/pages/page-tap.ts';
import { countRequests } from './count-requests.ts';

const origin = 'https://www.example.com';
const answer = { status: 200, url: origin, headers: {}, body: '' };

function createTap(): PageTap & { bring(): void } {
  let listener: ((response: TappedResponse) => void) | null = null;
  return {
    arm: (_paths, listen) => {
      listener = listen;
    },
    ask: async () => answer,
    disarm: () => undefined,
    bring: () => listener?.({ url: origin, method: 'GET', requestBody: null, status: 200, body: '' }),
  };
}

test('requests to the platform count, whoever makes them; those to other hosts do not', async () => {
  const tap = createTap();
  const counted = countRequests({ fetch: async () => new Response(), tap }, origin);
  await counted.fetch('/page');
  await counted.fetch(new URL('/other', origin));
  await counted.fetch('https://media.example.net/video.mp4');
  await counted.tap?.ask({ path: '/api/list' });
  const seen: TappedResponse[] = [];
  counted.tap?.arm(['/api/'], (response) => seen.push(response));
  tap.bring();
  expect(seen).toHaveLength(1);
  expect(counted.take()).toBe(4);
  expect(counted.take()).toBe(0);
});

test('a page without a tap is counted too', async () => {
  const counted = countRequests({ fetch: async () => new Response(), tap: null }, origin);
  await counted.fetch(new Request(`${origin}/page`));
  expect(counted.tap).toBeNull();
  expect(counted.take()).toBe(1);
});
