import type { StoredPageReaders } from '../platform.ts';
import { readPage } from './read-page.ts';

/** The reading half of Facebook, loaded only where pages are read. */
export const facebookReaders: StoredPageReaders = { reader: { readPage } };
