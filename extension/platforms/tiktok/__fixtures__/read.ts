/** Reads invented pages and checks that what comes of them is valid. */
import { expect } from 'vitest';
import { type PageRead, pageReadSchema } from '../../../core/pages/page-read.ts';
import { readPage } from '../read-page.ts';

/** Reads a page or, given as an object, an answer; `path` is that of its address on www.tiktok.com. */
export function read(body: unknown, path: string | null = null, status: number | null = 200): PageRead {
  const url = path === null ? null : `https://www.tiktok.com${path}`;
  const found = readPage({ url, status, body: typeof body === 'string' ? body : JSON.stringify(body) });
  expect(pageReadSchema.safeParse(found).error?.issues[0]).toBeUndefined();
  return found;
}

export const toIds = ({ items }: PageRead): string[] => items.map(({ id }) => id);
