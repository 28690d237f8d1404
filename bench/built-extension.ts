/** The extension as it was built, from outside: its pages, its scripts and what they weigh. */
import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { extensionFolder } from '../scripts/build-product.ts';

/** A page of the same extension with one button and nothing else: what opening any page costs. */
export const blankPage = 'blank.html';
/** The same under another name, to act from. */
export const lookoutPage = 'lookout.html';

/** Copies the built extension and adds the blank pages. */
export async function copyExtension(to: string): Promise<string> {
  if (!existsSync(extensionFolder))
    throw new Error('The extension has not been built yet; run `npm run build`.');
  await cp(extensionFolder, to, { recursive: true });
  const html = '<!doctype html><meta charset="utf-8"><title>Blank</title><button>Nothing</button>\n';
  for (const page of [blankPage, lookoutPage]) await writeFile(join(to, page), html);
  return to;
}

/** Bytes of files of the extension after gzip, as a store would send them. */
export async function readGzipBytes(paths: readonly string[]): Promise<number> {
  const texts = await Promise.all(paths.map((path) => readFile(join(extensionFolder, path))));
  return texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}

/** Scripts a page must have before it runs: its own and all that they import statically. */
export async function listScripts(page: string): Promise<string[]> {
  const html = await readFile(join(extensionFolder, page), 'utf8');
  const found = [...html.matchAll(/<script[^>]+src="\/([^"]+)"/g)].map(([, path = '']) => path);
  for (const path of found) {
    const text = await readFile(join(extensionFolder, path), 'utf8');
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    for (const [, name = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      if (!found.includes(folder + name)) found.push(folder + name);
  }
  return found;
}
