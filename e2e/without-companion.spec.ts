import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { listFiles, readArchivedItems, verifyArchive } from './archive.ts';
import { waitForJob } from './library.ts';
import { openZip } from './open-zip.ts';
import { openSession } from './session.ts';

const scale = { videos: 5, shorts: 2, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };

test('without the companion everything but the videos is in a ZIP among the downloads', async () => {
  const session = await openSession({ companion: false, testbed: { scale } });
  try {
    const page = await session.openPage(session.channelUrl);
    await page
      .getByRole('button', { name: /export/i })
      .first()
      .click();
    const job = await waitForJob(session.lookout, { timeoutMs: 60_000 });
    expect(job.state).toEqual({ status: 'done' });
    expect(job.notices.map(({ code }) => code)).toEqual(['host.missing']);
    expect(job.completeness?.refused).toEqual([expect.objectContaining({ code: 'host.missing' })]);

    const zip = join(session.browser.downloadsDir, 'Star Export', `${job.target?.folder}.zip`);
    expect(await verifyArchive(zip)).toMatchObject({ exitCode: 0 });
    const archive = await openZip(session, job);
    const truth = session.testbed.sites.youtube.truth();
    const items = await readArchivedItems(archive);
    expect(
      items
        .filter(({ kind }) => kind !== 'playlist')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...truth.sources.uploads.ids].sort());
    expect(items.every(({ saved }) => saved)).toBe(true);
    const files = await listFiles(archive);
    expect(files.filter((path) => path.endsWith('.jpg')).length).toBeGreaterThanOrEqual(
      truth.sources.uploads.ids.length,
    );
    expect(files.filter((path) => /\.(mp4|webm|mkv)$/.test(path))).toEqual([]);
    expect(session.testbed.requests.count('googlevideo.com')).toBe(0);
  } finally {
    await session.close();
  }
});
