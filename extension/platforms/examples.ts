/** Addresses of every platform, one or more for each kind of source. */
import type { PlatformId } from '../../shared/model/source.ts';
import { facebookExamples } from './facebook/examples.ts';
import type { SourceExample } from './platform.ts';
import { tiktokExamples } from './tiktok/examples.ts';
import { youtubeExamples } from './youtube/examples.ts';

export const examples: Record<PlatformId, SourceExample[]> = {
  youtube: youtubeExamples,
  tiktok: tiktokExamples,
  facebook: facebookExamples,
};
