/** What every entry of the extension weighs after gzip, and the package as a whole. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { extensionFolder } from '../../scripts/build-product.ts';
import { listScripts, readGzipBytes } from '../built-extension.ts';

export interface EntrySize {
  name: string;
  gzipBytes: number;
  aimBytes: number | null;
}

const kib = 1024;
/** Of content scripts in every page of a platform, and of the popup; the others are loaded by whoever wants them. */
const aims: [RegExp, number][] = [
  [/^content-scripts\/(page|tap)/, 15 * kib],
  [/^popup\.html$/, 30 * kib],
];

const aimOf = (name: string): number | null => aims.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** Pages with all that they import statically, and scripts. */
export async function readEntrySizes(): Promise<EntrySize[]> {
  const names = await readdir(extensionFolder);
  const pages = names.filter((name) => name.endsWith('.html'));
  const scripts = (await readdir(join(extensionFolder, 'content-scripts')))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `content-scripts/${name}`);
  const entries: [string, string[]][] = [
    ...scripts.map((name): [string, string[]] => [name, [name]]),
    ['background.js', ['background.js']],
  ];
  for (const page of pages) entries.push([page, await listScripts(page)]);
  return Promise.all(
    entries.map(async ([name, paths]) => ({
      name,
      gzipBytes: await readGzipBytes(paths),
      aimBytes: aimOf(name),
    })),
  );
}

/** Bytes on the disk: of everything but ffmpeg's core, and of that. */
export async function readPackageSize(): Promise<{ bytes: number; coreBytes: number }> {
  const files = await readdir(extensionFolder, { recursive: true, withFileTypes: true });
  const sum = { bytes: 0, coreBytes: 0 };
  for (const file of files.filter((entry) => entry.isFile())) {
    const { size } = await stat(join(file.parentPath, file.name));
    if (file.name.endsWith('.wasm')) sum.coreBytes += size;
    else sum.bytes += size;
  }
  return sum;
}
