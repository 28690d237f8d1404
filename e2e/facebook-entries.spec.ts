/** A Facebook timeline with its albums, an album and reels from every entry point, with the companion and without. */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readArchivedItems } from './archive.ts';
import { chooseInMenu } from './context-menu.ts';
import { entryPoints, exportFrom } from './entry-points.ts';
import { expectAlbum, findLargestAlbum, openFacebook } from './facebook-album.ts';
import { expectWholeTimeline } from './facebook-timeline.ts';
import { expectBest } from './facebook-videos.ts';
import { type StoredJob, waitForJob } from './library.ts';
import { openZip } from './open-zip.ts';
import type { Session } from './session.ts';
import { killCompanions } from './session-processes.ts';
import { keepOptions } from './start-job.ts';

const scale = {
  posts: 6,
  albums: 1,
  largestAlbum: 3,
  tagged: 1,
  videos: 1,
  reels: 1,
  saved: 24,
  stories: 1,
  comments: 2,
};
const name = (what: string) => `Export ${what} with Star Export`;

/** Every album is there with the photos that it holds. */
async function expectAlbums({ testbed }: Session, { target }: StoredJob): Promise<void> {
  const albums = Object.values(testbed.sites.facebook.truth().albums);
  const items = await readArchivedItems(target?.path ?? '');
  const found = new Map(items.map(({ id, entries = [] }) => [id, entries.map((entry) => entry.id)]));
  for (const { id, ids } of albums) expect(found.get(`a.${id}`), id).toEqual(ids);
}

/** As after `uninstall`: the browser finds none, and the one that ran is gone. */
async function removeCompanion(session: Session): Promise<void> {
  const profile = join(dirname(session.root), 'profile');
  await rm(join(profile, 'NativeMessagingHosts'), { recursive: true });
  await killCompanions(session);
}

test('a timeline with albums, an album in full size and reels are saved from button, popup and menu', async () => {
  const session = await openFacebook(scale);
  try {
    const { owner, sources } = session.testbed.sites.facebook.truth();
    const page = await session.openPage('about:blank');

    await keepOptions(session, { withMedia: false, thumbnails: false, lists: ['posts', 'photos'] });
    for (const entry of entryPoints) {
      const start = { page, url: owner.url, title: 'Your profile', name: name('this profile') };
      const job = await exportFrom(entry, session, start);
      await expectWholeTimeline(session, job, { withDetails: true });
      await expectAlbums(session, job);
    }

    const { saved_list } = sources;
    const list = { page, url: saved_list.url, title: 'Saved', name: name('what you saved') };
    const listed = await readArchivedItems((await exportFrom('button', session, list)).target?.path ?? '');
    expect(listed.map(({ title }) => title)).toEqual(
      sources.saved.items.filter(({ id }) => saved_list.ids.includes(id)).map(({ title }) => title),
    );

    await keepOptions(session, {});
    const album = findLargestAlbum(session);
    for (const entry of entryPoints) {
      const start = { page, url: album.url, title: album.title, name: name('this album') };
      await expectAlbum(session, await exportFrom(entry, session, start));
    }

    const { url, ids } = sources.reels;
    const reels = { page, url, title: 'Reels', name: name('this profile’s reels') };
    for (const entry of entryPoints) {
      const job = await exportFrom(entry, session, reels);
      await expectBest(job.target?.path ?? '', session, ids);
    }
    // Where such a link leads no page can be asked; the tab that is open stays where it is.
    await chooseInMenu(session, {
      menuItemId: 'export-link',
      pageUrl: page.url(),
      linkUrl: `https://fb.watch/${ids[0]}/`,
    });
    const short = await waitForJob(session.lookout, {
      timeoutMs: 30_000,
      until: ({ ref, state }) =>
        ref.url.includes('fb.watch') && !['queued', 'running'].includes(state.status),
    });
    expect(short.state).toEqual({ status: 'done' });
    await expectBest(short.target?.path ?? '', session, ids.slice(0, 1));
    expect(page.url()).toBe(url);
    await removeCompanion(session);
    // From the button: facebook-alone.spec.ts.
    for (const entry of ['popup', 'menu'] as const) {
      const job = await exportFrom(entry, session, reels);
      expect(job, entry).toMatchObject({ target: { by: 'browser' }, notices: [] });
      await expectBest(await openZip(session, job), session, ids);
    }
    expect(session.testbed.errors).toEqual([]);
  } finally {
    await session.close();
  }
});
