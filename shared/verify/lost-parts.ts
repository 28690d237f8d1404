/** What lies in the ZIPs of an archive that are missing or cannot be read. */
import { z } from 'zod';
import { partsPath } from '../archive-files.ts';
import type { ArchiveReader, ContainerFlaw, FoundFile } from './archive-reader.ts';
import type { CheckListener } from './check-result.ts';
import { readText } from './read-text.ts';

const partsSchema = z.array(z.object({ files: z.array(z.string()) }));

function parseParts(text: string): z.infer<typeof partsSchema> {
  try {
    return partsSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

/** The flaws of the ZIPs, with how much is lost by each, and the paths of what is, in NFC: as far as a part says so. */
export async function findLost(
  reader: ArchiveReader,
  found: ReadonlyMap<string, FoundFile>,
  listener: CheckListener,
): Promise<{ flaws: ContainerFlaw[]; paths: Set<string> }> {
  const paths = new Set<string>();
  if (reader.flaws.every(({ lostPart }) => lostPart === undefined))
    return { flaws: [...reader.flaws], paths };
  const { text } = await readText({ reader, listener }, found.get(partsPath));
  const parts = text ? parseParts(listener.decode(text)) : [];
  const flaws = reader.flaws.map((flaw) => {
    const lost = (flaw.lostPart === undefined ? null : parts[flaw.lostPart - 1])?.files ?? [];
    for (const path of lost) paths.add(path.normalize('NFC'));
    return lost.length > 0
      ? { ...flaw, detail: `${flaw.detail}, and with it ${lost.length} of the files` }
      : flaw;
  });
  return { flaws, paths };
}
