/** Facebook without the companion: the browser puts reels together and saves pictures by itself. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkpointCalls } from '../testbed/facebook/faults.ts';
import { readArchivedItems, verifyArchive } from './archive.ts';
import { expectAtHome } from './export-button.ts';
import { openFacebook } from './facebook-album.ts';
import { expectBest } from './facebook-videos.ts';
import { waitForJob } from './library.ts';
import { openZip } from './open-zip.ts';
import { readPictureSize } from './picture-size.ts';
import { shareSession } from './share-session.ts';
import { resumeJob } from './start-job.ts';

const scale = {
  posts: 24,
  albums: 1,
  largestAlbum: 6,
  tagged: 6,
  videos: 1,
  reels: 4,
  stories: 1,
  saved: 4,
};

const start = shareSession(() => openFacebook(scale, { companion: false }));

test('without the companion reels are put together in the browser, from a tab that nobody looks at', async () => {
  const session = await start();
  const { reels } = session.testbed.sites.facebook.truth().sources;
  const page = await session.openPage(reels.url);
  const button = await expectAtHome(page, 'row');
  await expect(button.pill).toHaveAccessibleName('Export this profile’s reels with Star Export');
  await button.pill.click();
  await session.lookout.bringToFront();
  const job = await waitForJob(session.lookout, { timeoutMs: 60_000 });
  expect(job.completeness?.refused).toEqual([]);
  expect(job).toMatchObject({ state: { status: 'done' }, notices: [] });
  const archive = await openZip(session, job);
  await expectBest(archive, session, reels.ids);
  expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
  expect(session.testbed.errors).toEqual([]);
});

test('without the companion a picture that came small gives way to the large one, in the middle of its export', async () => {
  const session = await start();
  const { faults, sites } = session.testbed;
  const { owner, posts, photos } = sites.facebook.truth();
  const post = Object.values(posts).find(
    ({ kind, authorId, groupId, photoIds }) =>
      kind === 'album' && authorId === owner.id && groupId === null && photoIds.length > 4,
  );
  const ids = post?.photoIds ?? [];
  const path = '/ajax/route-definition/';
  const [small = '', , , stop = ''] = ids;
  faults.add({ match: { path, bodyIncludes: small }, fault: { kind: 'status', status: 404 } });
  faults.add({ ...checkpointCalls(), match: { path, bodyIncludes: stop } });
  const page = await session.openPage(post?.url ?? '');
  await (await expectAtHome(page, 'bar')).pill.click();
  const blocked = await waitForJob(session.lookout, { timeoutMs: 60_000 });
  expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.checkpoint' } });
  expect(blocked.counts.files).toBeGreaterThan(0);
  faults.clear();
  await resumeJob(session, blocked);
  const job = await waitForJob(session.lookout, {
    timeoutMs: 60_000,
    until: ({ state }) => ['done', 'failed'].includes(state.status),
  });
  expect(job.state).toEqual({ status: 'done' });
  expect(job.completeness).not.toHaveProperty('reduced');
  const archive = await openZip(session, job);
  expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
  const [item] = await readArchivedItems(archive);
  const pictures = (item?.files ?? []).filter((file) => /media\/images\/.*_\d+\.jpg$/.test(file.path));
  const sizes = await Promise.all(
    pictures
      .toSorted((one, other) => one.path.localeCompare(other.path, 'en', { numeric: true }))
      .map((file) => readPictureSize(join(archive, file.path))),
  );
  expect(sizes).toEqual(ids.map((id) => `${photos[id]?.width}x${photos[id]?.height}`));
});
