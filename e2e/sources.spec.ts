/** Every list an account has, in both generations of the site's pages, against what really exists. */
import { expect, test } from '@playwright/test';
import { type ArchivedItem, readArchivedItems, verifyArchive } from './archive.ts';
import { waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { metadataOnly, startJob } from './start-job.ts';

const scale = {
  videos: 70,
  shorts: 60,
  live: 4,
  hidden: 2,
  playlists: 3,
  largestPlaylist: 1200,
  releases: 2,
};

interface Wanted {
  kind: string;
  id: string;
  url: string;
}

async function exportSource(session: Session, wanted: Wanted): Promise<ArchivedItem[]> {
  const jobId = await startJob(session.lookout, { platform: 'youtube', ...wanted }, metadataOnly);
  const job = await waitForJob(session.lookout, {
    timeoutMs: 120_000,
    until: (each) =>
      each.id === jobId && ['done', 'failed', 'blocked', 'waiting'].includes(each.state.status),
  });
  expect(job.state).toEqual({ status: 'done' });
  const archive = job.target?.path ?? '';
  expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
  return readArchivedItems(archive);
}

const idsOf = (items: ArchivedItem[]): string[] => items.map(({ id }) => id);
const unique = (ids: string[]): string[] => [...new Set(ids)];

for (const generation of ['classic', 'new'] as const) {
  test(`all lists of an account in ${generation} pages hold what exists`, async () => {
    const session = await openSession({ testbed: { scale, generation } });
    try {
      await session.openPage('https://www.youtube.com/');
      const { sources, playlists, channel } = session.testbed.sites.youtube.truth();
      const handle = channel.handle;
      for (const [kind, tab] of [
        ['channel_videos', sources.channel_videos],
        ['channel_shorts', sources.channel_shorts],
        ['channel_live', sources.channel_live],
        ['channel_playlists', sources.channel_playlists],
        ['channel_releases', sources.channel_releases],
      ] as const)
        expect(unique(idsOf(await exportSource(session, { kind, id: handle, url: tab.url }))), kind).toEqual(
          unique(tab.ids),
        );

      for (const [kind, list] of [
        ['liked', sources.liked],
        ['watch_later', sources.watch_later],
      ] as const) {
        const named = list.entries.filter(({ state }) => state !== 'deleted' && state !== 'private');
        const found = idsOf(await exportSource(session, { kind, id: list.id, url: list.url }));
        expect(found, kind).toEqual(expect.arrayContaining(unique(named.map(({ id }) => id))));
      }

      const largest = Object.values(playlists).find(({ entries }) => entries.length === 1200);
      if (!largest) throw new Error('the long playlist is missing');
      const entries = await exportSource(session, { kind: 'playlist', id: largest.id, url: largest.url });
      expect(idsOf(entries)).toEqual(unique(largest.entries.map(({ id }) => id)));

      const history = await exportSource(session, {
        kind: 'history',
        id: 'history',
        url: sources.history.url,
      });
      // A day's Shorts stand together in a shelf, so the order within a day is the page's own.
      expect(idsOf(history).sort()).toEqual(unique(sources.history.days.flatMap(({ ids }) => ids)).sort());

      const subscriptions = await exportSource(session, {
        kind: 'subscriptions',
        id: 'subscriptions',
        url: sources.subscriptions.url,
      });
      expect(idsOf(subscriptions)).toEqual(sources.subscriptions.channels.map(({ id }) => id));
      expect(session.testbed.errors).toEqual([]);
    } finally {
      await session.close();
    }
  });
}
