/** What is chosen in the popup, without the companion: it holds for the popup, the button in the page and the right-click menu. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type ArchivedItem, readArchivedItems, verifyArchive } from './archive.ts';
import { logIn } from './browser.ts';
import { type EntryPoint, exportFrom } from './entry-points.ts';
import { type StoredJob, waitForJob } from './library.ts';
import { readMediaFacts } from './media-file.ts';
import { openZip } from './open-zip.ts';
import { readPictureSize } from './picture-size.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';
import { keepOptions, startJob } from './start-job.ts';

const scale = {
  posts: 8,
  photos: 2,
  hidden: 2,
  liked: 0,
  favourites: 0,
  reposts: 0,
  stories: 0,
  comments: 0,
};

const facebook = { posts: 24, albums: 0, tagged: 2, videos: 2, reels: 0, saved: 0, stories: 0 };

let session: Session;
const start = shareSession(async () => {
  const opened = await openSession({
    companion: false,
    loggedIn: false,
    testbed: { tiktok: { scale }, facebook: { scale: facebook } },
  });
  const { sites } = opened.testbed;
  for (const site of [sites.tiktok, sites.facebook]) await logIn(opened.browser.context, site.ownerCookies());
  return opened;
});
test.beforeEach(async () => {
  session = await start();
});

interface Archive {
  job: StoredJob;
  folder: string;
  items: ArchivedItem[];
}

async function unpack(job: StoredJob): Promise<Archive> {
  expect(job, JSON.stringify(job.state)).toMatchObject({
    state: { status: 'done' },
    completeness: { refused: [] },
  });
  const folder = await openZip(session, job);
  expect(await verifyArchive(folder)).toMatchObject({ exitCode: 0 });
  return { job, folder, items: await readArchivedItems(folder) };
}

const listPaths = ({ items }: Archive, kind: 'videos' | 'images' | 'audio' | 'subtitles'): string[] =>
  items
    .flatMap(({ files }) => files.map(({ path }) => path))
    .filter((path) => path.startsWith(`media/${kind}/`));

const isPost = ({ kind }: { kind: string }): boolean => ['video', 'photo_post'].includes(kind);
const listPosts = ({ items }: Archive): string[] =>
  items
    .filter(isPost)
    .map(({ id }) => id)
    .sort();

const readFacts = (archive: Archive, path = '') => readMediaFacts(join(archive.folder, path));

test('qualities, codecs, captions, kinds of files and private posts of a profile', async () => {
  const { sites } = session.testbed;
  const { owner, posts, sources } = sites.tiktok.truth();
  const own = sources.own_profile.ids.flatMap((id) => posts[id] ?? []);
  const shown = own.filter(({ audience }) => audience === 'public');
  const film = shown.find(({ best, subtitles }) => best?.codec === 'hevc' && subtitles.length > 1);
  const toSize = (size: { width: number; height: number } | null | undefined) =>
    `${size?.width}x${size?.height}`;
  const page = await session.openPage('https://www.tiktok.com/');

  const whole = await exportFrom('popup', session, {
    page,
    url: owner.url,
    name: '',
    title: owner.nickname,
    async choose(screen) {
      await screen.choose('Quality', 'medium');
      await screen.click('More options');
      await screen.waitForText('Preferred codec');
      await screen.choose('Preferred codec', 'h264');
      await screen.fill('Caption languages', 'en');
      await screen.click('Private posts too');
    },
  });
  const first = await unpack(whole);
  expect(listPosts(first)).toEqual(shown.map(({ id }) => id).sort());
  expect(whole.completeness?.leftOut).toEqual({ private: own.length - shown.length });
  expect(
    listPaths(first, 'subtitles').filter((path) => !/\.en(-\w+)?(\.auto)?\.(vtt|srt)$/.test(path)),
  ).toEqual([]);
  expect(listPaths(first, 'subtitles').length).toBeGreaterThan(0);

  // What was chosen there holds for the next one from the button and from the menu.
  for (const entry of ['button', 'menu'] satisfies EntryPoint[]) {
    const name = 'Export this video with Star Export';
    const saved = await unpack(
      await exportFrom(entry, session, { page, url: film?.url ?? '', name, title: '' }),
    );
    const facts = await readFacts(saved, listPaths(saved, 'videos')[0]);
    expect(facts, entry).toMatchObject({ tracks: ['audio', 'video'], size: toSize(film?.bestH264) });
    expect(listPaths(saved, 'subtitles').every((path) => path.includes('.en'))).toBe(true);
  }

  const ref = { platform: 'tiktok', kind: 'posts', id: `@${owner.uniqueId}`, url: owner.url } as const;
  const ask = async (options: Record<string, unknown>, of: Parameters<typeof startJob>[1] = ref) => {
    const id = await startJob(session.lookout, of, { thumbnails: false, subtitles: false, ...options });
    const until = (job: StoredJob) => job.id === id && !['queued', 'running'].includes(job.state.status);
    return unpack(await waitForJob(session.lookout, { timeoutMs: 60_000, until }));
  };
  const filmRef = { platform: 'tiktok', kind: 'video', id: film?.id ?? '', url: film?.url ?? '' } as const;

  const sizes: string[] = [];
  for (const quality of ['original', 'low', 'smallest']) {
    const saved = await ask({ quality }, filmRef);
    sizes.push((await readFacts(saved, listPaths(saved, 'videos')[0])).size ?? '');
  }
  expect(sizes[0], sizes.join()).toBe(toSize(film?.best));
  const [best, low, smallest] = sizes.map((size) => Math.min(...size.split('x').map(Number)));
  expect(low).toBeLessThanOrEqual(480);
  expect(smallest).toBeLessThanOrEqual(low ?? 0);
  expect(best).toBeGreaterThan(low ?? 0);

  const pictures = await ask({ mediaTypes: ['image'] });
  expect([listPaths(pictures, 'videos'), listPaths(pictures, 'audio')]).toEqual([[], []]);
  expect(listPaths(pictures, 'images')).toHaveLength(
    own.reduce((count, { photos }) => count + photos.length, 0),
  );
});

test('every size of a picture, and the kind of file of a film that is put together', async () => {
  const { owner, posts, photos, sources, videos } = session.testbed.sites.facebook.truth();
  const post = Object.values(posts).find(
    ({ kind, authorId, groupId, photoIds }) =>
      kind === 'album' && authorId === owner.id && groupId === null && photoIds.length > 2,
  );
  const photo = photos[post?.photoIds[0] ?? ''];
  const page = await session.openPage('https://www.facebook.com/');
  const sides: number[] = [];
  for (const imageQuality of ['thumbnail', 'medium', 'high', 'original']) {
    await keepOptions(session, { imageQuality });
    const url = post?.url ?? '';
    const saved = await unpack(await exportFrom('menu', session, { page, url, name: '', title: '' }));
    const [first = ''] = listPaths(saved, 'images').filter((name) => name.endsWith('_1.jpg'));
    const size = await readPictureSize(join(saved.folder, first));
    sides.push(Math.max(...size.split('x').map(Number)));
  }
  const [thumbnail = 0, medium = 0, high = 0, original = 0] = sides;
  expect(original, String(sides)).toBe(Math.max(photo?.width ?? 0, photo?.height ?? 0));
  expect(thumbnail, String(sides)).toBeLessThan(medium);
  expect(medium, String(sides)).toBeLessThanOrEqual(1080);
  expect(high, String(sides)).toBeGreaterThanOrEqual(medium);
  expect(high, String(sides)).toBeLessThanOrEqual(2048);

  const [film] = sources.videos.ids.flatMap((one) => videos[one] ?? []);
  for (const container of ['mkv', 'mp4']) {
    await keepOptions(session, { container });
    const url = film?.url ?? '';
    const saved = await unpack(await exportFrom('menu', session, { page, url, name: '', title: '' }));
    const [path] = listPaths(saved, 'videos').filter((name) => !name.endsWith('.json'));
    expect(path).toMatch(new RegExp(`\\.${container}$`));
    const size = `${film?.best.width}x${film?.best.height}`;
    expect(await readFacts(saved, path)).toMatchObject({ tracks: ['audio', 'video'], size });
  }
});
