/** Media files as a person names them on the command line: any file of the disk may be read, and written beside. */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { MediaProduct } from '../../shared/protocol/media-commands.ts';
import type { FileRoot } from '../archive/folder.ts';
import { removeNotes } from '../media-jobs/product.ts';
import type { MediaControl } from '../media-jobs/source.ts';
import type { CliFrame, CliReport } from './define-cli-command.ts';

/** Absolute path of a file that is there. Throws `input.file_missing`, and `input.path_unsafe` for what is no file. */
export async function findFile(path: string): Promise<string> {
  const real = await realpath(path).catch((cause: unknown) => {
    throw new AppError('input.file_missing', `${path} is not there.`, { cause });
  });
  if (!(await stat(real)).isFile()) throw new AppError('input.path_unsafe', `${path} is no file.`);
  return real;
}

/** A file to be made: its folder, its name without type, and the type. */
export interface OutputFile {
  root: FileRoot;
  stem: string;
  /** Without dot; empty when the name has none. */
  type: string;
}

/** Throws `input.invalid` without a name, `input.file_missing` when its folder is not there. */
export async function findOutput(path: string | undefined): Promise<OutputFile> {
  if (!path) throw new AppError('input.invalid', 'Say with --out where the file goes.');
  const folder = dirname(resolve(path));
  const real = await realpath(folder).catch((cause: unknown) => {
    throw new AppError('input.file_missing', `The folder ${folder} is not there.`, { cause });
  });
  return {
    root: { path: real },
    stem: basename(path, extname(path)),
    type: extname(path).slice(1).toLowerCase(),
  };
}

/** Runs a job with the terminal's progress bar, and leaves no folder of ours beside the file. */
export async function runMediaJob<Made>(
  { openHost, signal, progress }: CliFrame,
  { root }: OutputFile,
  run: (control: MediaControl) => Promise<Made>,
): Promise<Made> {
  const host = await openHost();
  try {
    return await run({
      host,
      signal,
      emit: ({ stage, percent }) =>
        progress.show({ fraction: percent === null ? null : percent / 100, text: stage }),
    });
  } finally {
    await removeNotes(root);
  }
}

/** What was made, track by track. */
export function reportProduct(made: MediaProduct, { root }: OutputFile): CliReport {
  const path = join(root.path, made.record.path);
  const lines = made.tracks.map(({ index, kind, codec, width, height }) => {
    const size = width === null || height === null ? '' : ` ${width}×${height}`;
    return `  ${kind} ${codec}${size}${made.copied.includes(index) ? ', as it was' : ''}`;
  });
  const lost = made.leftOut.map(({ kind, codec }) => `  left out: ${kind} ${codec}`);
  return { ok: true, lines: [path, ...lines, ...lost], json: { ...made, path } };
}
