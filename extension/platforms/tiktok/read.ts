import type { PlatformReaders } from '../platform.ts';
import { createCollector } from './collector.ts';
import { readPage } from './read-page.ts';

/** The reading half of TikTok, loaded only where pages are read. */
export const tiktokReaders: PlatformReaders = { reader: { readPage }, createCollector };
