/** Looks for what must not be in any file: cookies, the user's address. */
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

const chunkBytes = 1 << 20;

/** Files below a folder; one folder after the other, because any of them may go away meanwhile. */
async function listPaths(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const inner = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => listPaths(join(folder, name)));
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
  return [...files, ...(await Promise.all(inner)).flat()];
}

/** Which of the texts a file holds, read in overlapping pieces. */
async function findInFile(path: string, texts: readonly string[]): Promise<string[]> {
  const overlap = Math.max(...texts.map((text) => Buffer.byteLength(text)));
  const file = await open(path);
  try {
    const found = new Set<string>();
    const buffer = Buffer.alloc(chunkBytes + overlap);
    for (let offset = 0; ; offset += chunkBytes) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
      const piece = buffer.subarray(0, bytesRead);
      for (const text of texts) if (piece.includes(text)) found.add(text);
      if (bytesRead < buffer.length) return [...found];
    }
  } finally {
    await file.close();
  }
}

/** "path: text" for every text found in a file below the folder. */
export async function findTexts(folder: string, texts: readonly string[]): Promise<string[]> {
  const hits: string[] = [];
  for (const path of await listPaths(folder)) {
    for (const text of await findInFile(path, texts)) hits.push(`${path}: ${text}`);
  }
  return hits;
}

/** The companion's cookie files that are there now, each with its permissions and the names of its domains. */
export async function listCookieFiles(secretsDir: string): Promise<{ mode: string; domains: string[] }[]> {
  const paths = (await listPaths(secretsDir)).filter((path) => basename(path) === 'cookies.txt');
  const files = paths.map(async (path) => {
    const [facts, text] = await Promise.all([stat(path), readFile(path, 'utf8')]);
    const lines = text.split('\n').filter((line) => line.includes('\t'));
    const domains = lines.map((line) => line.replace('#HttpOnly_', '').split('\t')[0] ?? '');
    return { mode: (facts.mode & 0o777).toString(8), domains: [...new Set(domains)].sort() };
  });
  // One that is removed while it is looked at is none.
  return (await Promise.allSettled(files)).flatMap((file) =>
    file.status === 'fulfilled' ? [file.value] : [],
  );
}
