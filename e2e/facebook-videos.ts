/** Videos and reels of Facebook as they were saved, beside those that exist. */
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readArchivedItems } from './archive.ts';
import { readMediaFacts } from './media-file.ts';
import type { Session } from './session.ts';

/** Each video of the archive has picture and sound, of the best size there is and as long as it should be. */
export async function expectBest(
  archive: string,
  { testbed }: Session,
  ids: readonly string[],
): Promise<void> {
  const { videos } = testbed.sites.facebook.truth();
  const items = await readArchivedItems(archive);
  expect(items.map(({ id }) => id)).toEqual(ids);
  for (const { id, files, refused } of items) {
    expect(refused).toEqual([]);
    const known = videos[id];
    const path = files.find((file) => file.path.startsWith('media/videos/'))?.path ?? 'no file';
    const facts = await readMediaFacts(join(archive, path));
    expect(facts, id).toMatchObject({
      tracks: ['audio', 'video'],
      size: `${known?.best.width}x${known?.best.height}`,
    });
    expect(Math.abs(facts.durationSec - (known?.clip.durationSec ?? 0)), id).toBeLessThanOrEqual(0.5);
  }
}
