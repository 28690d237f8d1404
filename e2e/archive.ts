/** Looks at a finished archive from outside: its files, its manifest, its verdict. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { projectRoot } from '../scripts/tools.ts';

export interface ArchivedItem {
  id: string;
  kind: string;
  title: string;
  privacy: string;
  saved: boolean;
  entries?: { id: string; title: string; position: number }[];
  files: { path: string; bytes: number; sha256: string }[];
  refused: { code: string }[];
}

export interface ArchiveManifest {
  job: { options: Record<string, unknown> };
  completeness: { seen: number; saved: number; refused: { id: string; code: string }[] };
  files: { path: string; bytes: number; sha256: string }[];
}

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8')) as T;

export const readArchivedItems = (archive: string): Promise<ArchivedItem[]> =>
  readJson(join(archive, 'items.json'));

export const readManifest = (archive: string): Promise<ArchiveManifest> =>
  readJson(join(archive, 'manifest.json'));

/** The product's own check, as a user runs it. */
export async function verifyArchive(path: string): Promise<{ exitCode: number; output: string }> {
  const script = join(projectRoot, 'scripts', 'verify.ts');
  const result = await execa(process.execPath, [script, path], { stdin: 'ignore', reject: false, all: true });
  return { exitCode: result.exitCode ?? -1, output: result.all };
}

/** Every file below a folder, relative to it. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/**
 * What must be equal in two exports of the same channel: all but job id and times. yt-dlp's merges are the same byte for
 * byte, so hashes are compared too.
 */
export async function digestArchive(archive: string) {
  const [items, manifest] = await Promise.all([readArchivedItems(archive), readManifest(archive)]);
  const isTimed = (path: string) =>
    path === 'index.html' || path.endsWith('.meta.json') || path.startsWith('items.');
  return {
    items,
    completeness: manifest.completeness,
    paths: manifest.files.map(({ path }) => path),
    hashes: manifest.files
      .filter(({ path }) => !isTimed(path))
      .map(({ path, sha256 }) => `${sha256} ${path}`),
  };
}
