/** What each platform serves of which kind of file. Only jobs ask: pages and menus need not carry it. */
import type { FileRule } from '../../shared/file-rule.ts';
import type { FileExpectation } from '../../shared/file-type.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import { facebookFiles } from './facebook/file-rules.ts';
import type { FileRules } from './platform.ts';
import { tiktokFiles } from './tiktok/file-rules.ts';
import { youtubeFiles } from './youtube/file-rules.ts';

export const fileRules: Record<PlatformId, FileRules> = {
  youtube: youtubeFiles,
  tiktok: tiktokFiles,
  facebook: facebookFiles,
};

/** Null where the platform hands no such files out by their addresses. */
export function findFileRule(platform: PlatformId, expect: FileExpectation): FileRule | null {
  return fileRules[platform][expect] ?? null;
}
