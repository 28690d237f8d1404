/** Looks for what must not be in any file: cookies, the user's address. */
import { open, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const chunkBytes = 1 << 20;

async function listPaths(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
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

/** What the companion leaves in the folder for temporary files: its cookie folders, when one was forgotten. */
export async function findCookieFolders(sinceMs: number): Promise<string[]> {
  const folder = process.env.XDG_RUNTIME_DIR || tmpdir();
  const names = (await readdir(folder)).filter((name) => name.startsWith('star-export-job-'));
  const young = await Promise.all(
    names.map(async (name) => {
      // Gone between listing and looking: then it was not forgotten.
      const facts = await stat(join(folder, name)).catch(() => null);
      return facts && facts.mtimeMs >= sinceMs ? [name] : [];
    }),
  );
  return young.flat();
}
