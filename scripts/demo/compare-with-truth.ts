/** Compares an archive with what really exists in the testbed: the one thing a verified archive cannot tell by itself. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { YoutubeTruth } from '../../testbed/youtube/catalog/truth.ts';

const itemsSchema = z.array(z.looseObject({ id: z.string(), title: z.string() }));

/** Ids that exist and are not in the archive, and the other way round. */
export interface Comparison {
  missing: string[];
  surplus: string[];
}

/** Everything of the creator's own: uploads, hidden ones included, playlists and releases. */
const listExisting = ({ sources }: YoutubeTruth): Set<string> =>
  new Set([...sources.uploads.ids, ...sources.channel_playlists.ids, ...sources.channel_releases.ids]);

export async function compareWithTruth(archive: string, truth: YoutubeTruth): Promise<Comparison> {
  const stored: unknown = JSON.parse(await readFile(join(archive, 'items.json'), 'utf8'));
  const saved = new Set(itemsSchema.parse(stored).map(({ id }) => id));
  const existing = listExisting(truth);
  return {
    missing: [...existing].filter((id) => !saved.has(id)),
    surplus: [...saved].filter((id) => !existing.has(id)),
  };
}
