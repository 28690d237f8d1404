/** Facebook's photos, videos and reels in real Chromium: from a click to files that are whole and of the best quality. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readArchivedItems, verifyArchive } from './archive.ts';
import { chooseInMenu } from './context-menu.ts';
import { expectAtHome } from './export-button.ts';
import { exportAlbum, openFacebook } from './facebook-album.ts';
import { expectBest } from './facebook-videos.ts';
import { type StoredJob, waitForJob } from './library.ts';
import { readMediaFacts } from './media-file.ts';
import { readPictureSize } from './picture-size.ts';
import { shareSession } from './share-session.ts';
import { resumeJob, startJob } from './start-job.ts';

const scale = {
  posts: 24,
  albums: 1,
  largestAlbum: 60,
  tagged: 6,
  videos: 4,
  reels: 4,
  stories: 3,
  saved: 4,
};

const start = shareSession(() => openFacebook(scale));

test('an album is saved in full size from a tab that nobody looks at, through a checkpoint in the middle', async () => {
  const session = await start();
  await exportAlbum(session, 60_000);
  expect(session.testbed.errors).toEqual([]);
});

test('with the companion a reel from the button beside it, a video from the menu on its link', async () => {
  const session = await start();
  const { sources, videos } = session.testbed.sites.facebook.truth();
  const [reel = ''] = sources.reels.ids;
  const page = await session.openPage(videos[reel]?.url ?? '');
  const button = await expectAtHome(page, 'column');
  await button.pill.click();
  const first = await waitForJob(session.lookout, { timeoutMs: 30_000 });
  expect(first.state).toEqual({ status: 'done' });
  await expectBest(first.target?.path ?? '', session, [reel]);

  const film = Object.values(videos).find(({ best, kind }) => kind === 'video' && best.height === 1080);
  await chooseInMenu(session, {
    menuItemId: 'export-link',
    pageUrl: page.url(),
    linkUrl: film?.url ?? '',
  });
  const second = await waitForJob(session.lookout, {
    timeoutMs: 30_000,
    until: ({ ref, state }) => ref.kind === 'video' && !['queued', 'running'].includes(state.status),
  });
  expect(second.state).toEqual({ status: 'done' });
  await expectBest(second.target?.path ?? '', session, [film?.id ?? '']);
  expect(session.testbed.errors).toEqual([]);
});

test('the albums of a profile say what is in each; the archive of stories is saved with its files', async () => {
  const session = await start();
  const { owner, albums, sources, videos } = session.testbed.sites.facebook.truth();
  const waitFor = (kind: string) =>
    waitForJob(session.lookout, {
      timeoutMs: 60_000,
      until: ({ ref, state }) => ref.kind === kind && !['queued', 'running'].includes(state.status),
    });
  const id = `${owner.vanity}/photos_albums`;
  const url = `${owner.url}/photos_albums`;
  await startJob(session.lookout, { platform: 'facebook', kind: 'photos', id, url }, {});
  const listed = await waitFor('photos');
  expect(listed.state).toEqual({ status: 'done' });
  const lists = await readArchivedItems(listed.target?.path ?? '');
  const entries = lists.map((list) => [list.id, list.entries?.map((entry) => entry.id)]);
  expect(Object.fromEntries(entries)).toEqual(
    Object.fromEntries(Object.values(albums).map((album) => [`a.${album.id}`, album.ids])),
  );

  const { stories } = sources;
  await startJob(
    session.lookout,
    { platform: 'facebook', kind: 'stories', id: 'archive', url: stories.url },
    {},
  );
  const saved = await waitFor('stories');
  expect(saved.state).toEqual({ status: 'done' });
  const items = await readArchivedItems(saved.target?.path ?? '');
  expect(items.map((item) => item.id)).toEqual(stories.items.map((item) => item.id));
  for (const [place, { files, refused }] of items.entries()) {
    const story = stories.items[place];
    expect(refused).toEqual([]);
    const folder = story?.kind === 'video' ? 'videos' : 'images';
    const [file] = files.filter(({ path }) => path.startsWith(`media/${folder}/`));
    const path = join(saved.target?.path ?? '', file?.path ?? 'no file');
    if (story?.kind === 'video') {
      const { best } = videos[story.mediaId] ?? {};
      expect((await readMediaFacts(path)).size).toBe(best && `${best.width}x${best.height}`);
    } else expect(await readPictureSize(path)).toMatch(/^\d{3,}x\d{3,}$/);
  }
  expect(session.testbed.errors).toEqual([]);
});

test('a picture that the site shows only small stays until another try has brought the large one', async () => {
  const session = await start();
  const { owner, posts, photos } = session.testbed.sites.facebook.truth();
  const post = Object.values(posts).find(
    ({ kind, authorId, groupId, photoIds }) =>
      kind === 'album' && authorId === owner.id && groupId === null && photoIds.length > 2,
  );
  const [id = ''] = post?.photoIds ?? [];
  const { width, height } = photos[id] ?? {};
  const run = async (until: (job: StoredJob) => boolean): Promise<[StoredJob, string]> => {
    const job = await waitForJob(session.lookout, { timeoutMs: 60_000, until });
    expect(job.state).toEqual({ status: 'done' });
    const archive = job.target?.path ?? '';
    expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
    const [item] = await readArchivedItems(archive);
    const paths = (item?.files ?? []).map(({ path }) => path).filter((path) => path.includes('/images/'));
    expect(paths).toHaveLength(post?.photoIds.length ?? 0);
    return [job, await readPictureSize(join(archive, paths.toSorted()[0] ?? ''))];
  };
  const match = { path: '/ajax/route-definition/', bodyIncludes: id };
  session.testbed.faults.add({ match, fault: { kind: 'status', status: 404 } });
  const page = await session.openPage(post?.url ?? '');
  await (await expectAtHome(page, 'bar')).pill.click();
  const [job, small] = await run(({ state }) => state.status === 'done');
  expect(job.completeness?.reduced).toEqual([{ id: post?.id, pictures: 1, videos: 0 }]);
  expect(small).not.toBe(`${width}x${height}`);
  session.testbed.faults.clear();
  await resumeJob(session, job);
  const [again, large] = await run(
    ({ state, finishedAt }) => state.status === 'done' && finishedAt !== job.finishedAt,
  );
  expect(again.completeness).not.toHaveProperty('reduced');
  expect(large).toBe(`${width}x${height}`);
});

test('a post is saved with all its pictures in full size, and a photo from the menu on its picture', async () => {
  const session = await start();
  const { owner, posts, photos, sources } = session.testbed.sites.facebook.truth();
  const listSizes = (archive: string, files: { path: string }[]) =>
    Promise.all(
      files
        .filter(({ path }) => path.startsWith('media/images/'))
        .toSorted((one, other) => one.path.localeCompare(other.path, 'en', { numeric: true }))
        .map(({ path }) => readPictureSize(join(archive, path))),
    );
  const toSize = (id: string) => `${photos[id]?.width}x${photos[id]?.height}`;
  const waitFor = (kind: string) =>
    waitForJob(session.lookout, {
      timeoutMs: 60_000,
      until: ({ ref, state }) => ref.kind === kind && !['queued', 'running'].includes(state.status),
    });

  // More than a feed shows of it.
  const post = Object.values(posts).find(
    ({ kind, authorId, groupId, photoIds }) =>
      kind === 'album' &&
      authorId === owner.id &&
      groupId === null &&
      photoIds.length > 5 &&
      photoIds.length < 20,
  );
  const page = await session.openPage(post?.url ?? '');
  const button = await expectAtHome(page, 'bar');
  await button.pill.click();
  const job = await waitFor('post');
  expect(job.state).toEqual({ status: 'done' });
  const [item] = await readArchivedItems(job.target?.path ?? '');
  expect(item).toMatchObject({ id: post?.id, refused: [] });
  expect(await listSizes(job.target?.path ?? '', item?.files ?? [])).toEqual(post?.photoIds.map(toSize));

  const [photo = ''] = sources.photos_by.ids;
  await page.goto(photos[photo]?.url ?? '');
  await chooseInMenu(session, {
    menuItemId: 'export-media',
    pageUrl: page.url(),
    mediaType: 'image',
    srcUrl: 'https://scontent-tst1-1.xx.fbcdn.net/v/shown.jpg',
  });
  const single = await waitFor('photo');
  expect(single.state).toEqual({ status: 'done' });
  const [saved] = await readArchivedItems(single.target?.path ?? '');
  expect(await listSizes(single.target?.path ?? '', saved?.files ?? [])).toEqual([toSize(photo)]);
  expect(session.testbed.errors).toEqual([]);
});
