import type { ErrorCode } from '../../shared/error-codes.ts';

/** Trouble between browser and companion, or with its tools and folders: there is a screen that finds out. */
export const isAboutCompanion = (code: ErrorCode): boolean =>
  /^(host|ytdlp\.(missing|outdated)|ffmpeg\.missing|storage\.read_only)/.test(code);
