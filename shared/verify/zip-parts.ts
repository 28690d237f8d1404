/** The ZIPs that an archive comes in, known by their names: `demo.part1of2.zip`. */
import type { ContainerFlaw } from './archive-reader.ts';
import { isReadRefused } from './read-refused.ts';

/** Browsers put ` (1)` behind the name of what they have saved before. */
const pattern = /^(?<stem>.*\.part)(?<place>\d+)of(?<count>\d+)(?<copy> ?\(\d+\))?\.zip$/iu;

interface PartName {
  /** What is before the place. */
  stem: string;
  /** From 1. */
  place: number;
  count: number;
  copy: string;
}

function readPartName(name: string): PartName | null {
  const { stem, place, count, copy = '' } = pattern.exec(name)?.groups ?? {};
  return stem === undefined ? null : { stem, place: Number(place), count: Number(count), copy };
}

/** A number in a name may be any; of so many parts nobody wants to be told which are not there. */
const mostParts = 1000;

/** Those of `names` that are parts of the same archive as `name`, in their order, each once; `name` itself where it is no part. */
export function listPartNames(name: string, names: Iterable<string>): string[] {
  const own = readPartName(name);
  if (!own) return [name];
  const found = new Map<number, { each: string; rank: number }>();
  for (const each of names) {
    const part = readPartName(each);
    if (part?.stem !== own.stem || part.count !== own.count) continue;
    // Beside parts of another export of the same name are those that were saved with the one that was asked for.
    const rank = each === name ? 3 : part.copy === own.copy ? 2 : part.copy === '' ? 1 : 0;
    if (rank > (found.get(part.place)?.rank ?? -1)) found.set(part.place, { each, rank });
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([, { each }]) => each);
}

/** Parts that are not among the names. */
function findMissing(names: readonly string[]): ContainerFlaw[] {
  const parts = names.flatMap((name) => readPartName(name) ?? []);
  const [first] = parts;
  const there = new Set(parts.map(({ place }) => place));
  const missing: ContainerFlaw[] = [];
  if (!first) return missing;
  for (let place = 1; place <= Math.min(first.count, mostParts); place += 1) {
    const path = `${first.stem}${place}of${first.count}.zip`;
    if (!there.has(place))
      missing.push({ code: 'archive.missing_file', path, detail: 'is missing', lostPart: place });
  }
  return missing;
}

/** Of a ZIP that could not be opened. */
function toFlaw(path: string, thrown: unknown): ContainerFlaw {
  const code = isReadRefused(thrown) ? 'archive.unreadable' : 'archive.damaged';
  const message = (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\.$/u, '');
  return { code, path, detail: `cannot be read: ${message}`, lostPart: readPartName(path)?.place ?? 0 };
}

/** Whether both are the same part of the same archive. */
function isCopyName(name: string, other: string): boolean {
  const [one, two] = [readPartName(name), readPartName(other)];
  return one !== null && one.stem === two?.stem && one.place === two.place && one.count === two.count;
}

/**
 * Opens one after another. What cannot be opened is no reason to leave the others, and of no interest where there is a copy
 * that can; throws when none of them can.
 */
export async function openParts<Named extends { name: string }, Part>(
  parts: readonly Named[],
  open: (part: Named) => Promise<Part>,
): Promise<{ opened: Part[]; flaws: ContainerFlaw[] }> {
  const opened: Part[] = [];
  const names: string[] = [];
  const failed: { name: string; thrown: unknown }[] = [];
  for (const part of parts) {
    try {
      opened.push(await open(part));
      names.push(part.name);
    } catch (thrown) {
      failed.push({ name: part.name, thrown });
    }
  }
  const [first] = failed;
  if (first && opened.length === 0) throw first.thrown;
  const lost = failed.filter(({ name }) => !names.some((other) => isCopyName(name, other)));
  const missing = findMissing(parts.map(({ name }) => name));
  return { opened, flaws: [...missing, ...lost.map(({ name, thrown }) => toFlaw(name, thrown))] };
}
