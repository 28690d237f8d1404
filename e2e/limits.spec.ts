/** Days, kinds of files and a largest size, chosen together for one export in the browser alone. */
import { expect, test } from '@playwright/test';
import { type ArchivedItem, listFiles, readArchivedItems, readManifest, verifyArchive } from './archive.ts';
import { logIn } from './browser.ts';
import { waitForJob } from './library.ts';
import { openZip } from './open-zip.ts';
import { openSession } from './session.ts';
import { startJob } from './start-job.ts';

const scale = {
  ...{ posts: 14, photos: 3, hidden: 0, comments: 0 },
  ...{ liked: 0, favourites: 0, reposts: 0, stories: 0 },
};

interface LimitedItem extends ArchivedItem {
  leftOut?: { mediaId: string; reason: string; bytes: number | null }[];
}

test('what lies outside the days is not there, and a film over the largest size is named with its reason', async () => {
  const session = await openSession({ companion: false, loggedIn: false, testbed: { tiktok: { scale } } });
  try {
    const { tiktok } = session.testbed.sites;
    await logIn(session.browser.context, tiktok.ownerCookies());
    const { owner, posts, sources } = tiktok.truth();
    const own = sources.own_profile.ids.flatMap((id) => posts[id] ?? []);
    const toDay = ({ publishedAt }: { publishedAt: string }): string => publishedAt.slice(0, 10);
    const days = own.map(toDay).sort();
    const [from = '', to = ''] = [days[2], days.at(-3)];
    const inside = own.filter((post) => toDay(post) >= from && toDay(post) <= to);
    const sizes = inside.flatMap(({ best }) => best?.sizeBytes ?? []).sort((one, other) => one - other);
    const maxBytes = sizes[Math.floor(sizes.length / 2)] ?? 0;

    const ref = { platform: 'tiktok', kind: 'posts', id: `@${owner.uniqueId}`, url: owner.url } as const;
    const options = { from, to, maxBytes, mediaTypes: ['video'], subtitles: false };
    await startJob(session.lookout, ref, options);
    const job = await waitForJob(session.lookout, { timeoutMs: 90_000 });
    expect(job.state).toEqual({ status: 'done' });
    const archive = await openZip(session, job);
    expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
    const items = (await readArchivedItems(archive)) as LimitedItem[];
    expect(items.map(({ id }) => id).sort()).toEqual(inside.map(({ id }) => id).sort());
    const isFilm = ({ path }: { path: string }): boolean => path.endsWith('.mp4');
    const films = items.filter(({ id }) => posts[id]?.best);
    const named = films.filter(({ leftOut = [] }) => leftOut.length > 0);
    expect(named.length).toBeGreaterThan(0);
    expect(films.length).toBeGreaterThan(named.length);
    for (const { id, files, leftOut } of films) {
      const [film] = files.filter(isFilm);
      if (film) expect(film.bytes, id).toBeLessThanOrEqual(maxBytes);
      else
        expect(leftOut, id).toEqual([{ mediaId: 'video', reason: 'max_bytes', bytes: expect.any(Number) }]);
    }
    expect(named.flatMap(({ files }) => files.filter(isFilm))).toEqual([]);
    // Of posts that are pictures with a sound neither was wanted, but what stands for them in a list.
    const others = items.filter(({ id }) => !posts[id]?.best);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ files }) => files.length > 1)).toEqual([]);
    expect((await listFiles(archive)).filter((path) => path.startsWith('media/audio/'))).toEqual([]);

    const leftOut = { dates: own.length - inside.length, max_bytes: named.length };
    const account = (await readManifest(archive)).completeness;
    expect(account).toMatchObject({ saved: inside.length, refused: [], leftOut });
    const page = await session.browser.openExtensionPage(`dashboard.html#${job.id}`);
    const told = page.getByText(/Left out by choice: /);
    await expect(told).toContainText(`${leftOut.dates} outside the chosen days`);
    await expect(told).toContainText(`${named.length} files over `);
  } finally {
    await session.close();
  }
});
