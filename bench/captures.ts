import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAssigned } from '../extension/platforms/youtube/documents/html.ts';
import { toStoredPages } from '../scripts/read/stored-pages.ts';

/** The JSON of a recorded page, as text: what every contender is given. */
export interface Capture {
  name: string;
  body: string;
}

/** Where the recorded pages are: `STAR_EXPORT_CAPTURES`, or beside the project. */
export function findCaptures(): string | null {
  const beside = fileURLToPath(new URL('../../shared/captures', import.meta.url));
  const folder = process.env.STAR_EXPORT_CAPTURES ?? beside;
  return existsSync(folder) ? folder : null;
}

/** Every JSON document among the recorded pages of a platform; what a page embeds in its HTML counts as its own. */
export function readCaptures(folder: string, platform: string): Capture[] {
  const root = join(folder, platform);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return names
    .filter((name) => statSync(join(root, name)).isFile())
    .flatMap((name) => readCapture(root, name));
}

function readCapture(root: string, name: string): Capture[] {
  const [page] = toStoredPages(readFileSync(join(root, name), 'utf8'));
  if (!page) return [];
  if (page.body.trimStart().startsWith('{')) return [{ name, body: page.body }];
  const embedded = ['ytInitialData', 'ytInitialPlayerResponse'].flatMap(
    (key) => readAssigned(page.body, key) ?? [],
  );
  return embedded.map((doc) => ({ name, body: JSON.stringify(doc) }));
}
