/** A film of more than 5 GiB without the companion: two tracks fetched, put together and packed in the browser, in little memory. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { execa } from 'execa';
import { readArchivedItems, verifyArchive } from './archive.ts';
import { openFacebook } from './facebook-album.ts';
import { waitForJob } from './library.ts';
import { makeLongClip } from './long-clip.ts';
import { hashPackets, readMediaFacts } from './media-file.ts';
import { openZip } from './open-zip.ts';
import { watchRenderers } from './renderer-memory.ts';
import { startJob } from './start-job.ts';

const videoBytes = 5 * 1024 ** 3;
/** Of what is a renderer's own: the program itself, some 140 MB, is in memory once for all of them. */
const maxRendererBytes = 500_000_000;
const toMegabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

test('5 GiB are fetched, put together and packed with renderers below 500 MB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'star-export-film-'));
  const session = await openFacebook({ posts: 1, albums: 0, videos: 1, reels: 0 }, { companion: false });
  try {
    const site = session.testbed.sites.facebook;
    const [film] = [...site.world().videos.values()].filter(({ kind }) => kind === 'video');
    if (!film) throw new Error('There is no video.');
    film.clip = await makeLongClip(folder, videoBytes, film.clip);
    const [, picture, sound] = film.clip.streams;
    expect(picture?.sizeBytes).toBeGreaterThan(videoBytes);

    const memory = watchRenderers(session);
    const { url = '' } = site.truth().videos[film.id] ?? {};
    await startJob(session.lookout, { platform: 'facebook', kind: 'video', id: film.id, url }, {});
    const job = await waitForJob(session.lookout, { timeoutMs: 1_200_000 });
    const { residentBytes, ownBytes } = await memory.stop();
    console.log(`renderers: ${toMegabytes(residentBytes)} at most, ${toMegabytes(ownBytes)} of their own`);
    expect(job).toMatchObject({ state: { status: 'done' }, completeness: { saved: 1, refused: [] } });
    expect(ownBytes).toBeGreaterThan(0);
    expect(ownBytes).toBeLessThan(maxRendererBytes);

    const zip = join(session.browser.downloadsDir, 'Star Export', `${job.target?.folder}.zip`);
    expect((await stat(zip)).size).toBeGreaterThan(videoBytes);
    expect(await verifyArchive(zip)).toMatchObject({ exitCode: 0 });
    await execa('unzip', ['-tq', zip]);
    const archive = await openZip(session, job);
    try {
      const [item] = await readArchivedItems(archive);
      const saved = item?.files.find(({ path }) => path.startsWith('media/videos/'));
      const path = join(archive, saved?.path ?? 'no file');
      const facts = await readMediaFacts(path);
      expect(facts).toMatchObject({ tracks: ['audio', 'video'], size: '1280x720' });
      expect(Math.abs(facts.durationSec - film.clip.durationSec)).toBeLessThan(0.5);
      expect(await hashPackets(path, 'v')).toBe(await hashPackets(picture?.file ?? '', 'v'));
      expect(await hashPackets(path, 'a')).toBe(await hashPackets(sound?.file ?? '', 'a'));
    } finally {
      await rm(join(archive, '..'), { recursive: true, force: true });
    }
    expect(session.testbed.errors).toEqual([]);
  } finally {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
});
