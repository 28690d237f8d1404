import type { PlatformReaders } from '../platform.ts';
import { createCollector } from './collector.ts';
import { readPage } from './read-page.ts';

/** The reading half of Facebook, loaded only where pages are read. */
export const facebookReaders: PlatformReaders = { reader: { readPage }, createCollector };
