/** Which files are taken in: of what kind and how large. Browser and companion check by the same rules. */
import { AppError } from './app-error.ts';
import { type FileExpectation, type FileType, isExpectedType, toFileType } from './file-type.ts';

/** What a site serves of one kind of file. */
export interface FileRule {
  /** Null: whatever counts as a file of its kind. */
  types: readonly FileType[] | null;
  maxBytes: number;
}

/** What must hold of a file. */
export interface FileBounds {
  /** Null: anything. */
  expect: FileExpectation | null;
  /** Null: nobody knows what the site serves. */
  rule?: FileRule | null;
  /** What the user wants at most; null: any length that files of its kind have. */
  maxBytes?: number | null;
}

/** Images and captions are far below; a server that sends without end is cut off here. */
export const maxSmallBytes = 64 * 1024 * 1024;

/** Small, public, and packed by some servers. */
export const isSmallKind = (expect: FileExpectation | null): boolean =>
  expect === 'image' || expect === 'subtitle';

/** Throws `media.over_limit`, `media.over_site_limit`, and `media.wrong_type` for what is too long to be what it should. */
export function checkFileLength(bytes: number, { expect, rule, maxBytes }: FileBounds): void {
  if (maxBytes && bytes > maxBytes) throw new AppError('media.over_limit', undefined, { context: { bytes } });
  if (rule && bytes > rule.maxBytes)
    throw new AppError('media.over_site_limit', undefined, { context: { bytes, maxBytes: rule.maxBytes } });
  if (isSmallKind(expect) && bytes > maxSmallBytes)
    throw new AppError('media.wrong_type', 'The file is far larger than files of its kind are.', {
      context: { bytes },
    });
}

/** `head`: as much as has come, `headBytes` or the whole. Throws `media.wrong_type`, saying what it is where that is known. */
export function checkFileHead(head: Uint8Array, path: string, { expect, rule }: FileBounds): void {
  if (expect === null) return;
  const type = toFileType(head);
  const context: Record<string, string> = type === null ? {} : { type };
  if (!isExpectedType(head, expect, path)) throw new AppError('media.wrong_type', undefined, { context });
  if (rule?.types && (type === null || !rule.types.includes(type)))
    throw new AppError('media.wrong_type', `The site serves no files of the kind that came (${type}).`, {
      context,
    });
}
