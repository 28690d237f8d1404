/** What lies in the ZIPs of an archive that are missing or cannot be read. */
import { z } from 'zod';
import { partsPath } from '../archive-files.ts';
import type { ArchiveReader, ContainerFlaw, FoundFile } from './archive-reader.ts';
import type { CheckListener } from './check-result.ts';
import { readText } from './read-text.ts';

const partsSchema = z.array(z.object({ name: z.string(), files: z.array(z.string()) }));
type Parts = z.infer<typeof partsSchema>;

function parseParts(text: string): Parts {
  try {
    return partsSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

type Found = ReadonlyMap<string, FoundFile>;

const isThere = (path: string, found: Found): boolean => found.has(path.normalize('NFC'));

/** Parts that no name has told of, as all have other names than they were given, and of which nothing is there. */
function findUnnamed(parts: Parts, found: Found, told: readonly ContainerFlaw[]): ContainerFlaw[] {
  const places = new Set(told.map(({ lostPart }) => lostPart));
  return parts.flatMap(({ name, files }, place): ContainerFlaw[] => {
    const isLost = files.length > 0 && !files.some((path) => isThere(path, found));
    return isLost && !places.has(place + 1)
      ? [
          {
            code: 'archive.missing_file',
            path: name,
            detail: 'is missing, or has another name',
            lostPart: place + 1,
          },
        ]
      : [];
  });
}

/** The flaws of the ZIPs, with how much is lost by each, and the paths of what is, in NFC: as far as a part says so. */
export async function findLost(
  reader: ArchiveReader,
  found: Found,
  listener: CheckListener,
): Promise<{ flaws: ContainerFlaw[]; paths: Set<string>; missingParts: string[] }> {
  const paths = new Set<string>();
  const { text } = await readText(
    { reader, listener },
    reader.label === 'ZIP' ? found.get(partsPath) : undefined,
  );
  const parts = text ? parseParts(listener.decode(text)) : [];
  const isRenamed = ({ code, lostPart = 0 }: ContainerFlaw): boolean =>
    code === 'archive.missing_file' &&
    (parts[lostPart - 1]?.files ?? []).some((path) => isThere(path, found));
  const told = reader.flaws.filter((flaw) => !isRenamed(flaw));
  const flaws = [...told, ...findUnnamed(parts, found, told)].map((flaw) => {
    const lost = (flaw.lostPart === undefined ? null : parts[flaw.lostPart - 1])?.files ?? [];
    for (const path of lost) paths.add(path.normalize('NFC'));
    return lost.length > 0
      ? { ...flaw, detail: `${flaw.detail}, and with it ${lost.length} of the files` }
      : flaw;
  });
  const isMissing = ({ code, lostPart = 0 }: ContainerFlaw) =>
    code === 'archive.missing_file' && lostPart > 0;
  return { flaws, paths, missingParts: flaws.filter(isMissing).map(({ path }) => path) };
}
