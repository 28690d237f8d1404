import type { StoredPageReaders } from '../platform.ts';
import { readPage } from './read-page.ts';

/** The reading half of TikTok, loaded only where pages are read. */
export const tiktokReaders: StoredPageReaders = { reader: { readPage } };
