/** What a user can choose, seen in the archive: comments, dates, sound only, one ZIP. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { execa } from 'execa';
import { readTools } from '../scripts/tools.ts';
import { listFiles, readArchivedItems, verifyArchive } from './archive.ts';
import { type StoredJob, waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { startJob } from './start-job.ts';

const scale = {
  videos: 4,
  shorts: 1,
  live: 1,
  hidden: 1,
  playlists: 1,
  largestPlaylist: 20,
  releases: 1,
  comments: 45,
};

async function exportChannel(session: Session, options: Record<string, unknown>): Promise<StoredJob> {
  const { channel } = session.testbed.sites.youtube.truth();
  const ref = { platform: 'youtube', kind: 'channel', id: channel.handle, url: channel.url } as const;
  const jobId = await startJob(session.lookout, ref, options);
  const isOver = (job: StoredJob) =>
    job.id === jobId && job.state.status !== 'queued' && job.state.status !== 'running';
  const job = await waitForJob(session.lookout, { timeoutMs: 120_000, until: isOver });
  expect(job.state).toEqual({ status: 'done' });
  expect(await verifyArchive(job.target?.path ?? '')).toMatchObject({ exitCode: 0 });
  return job;
}

interface SavedComment {
  id: string;
  itemId: string;
  parentId: string | null;
}

test('comments, dates, sound only and a ZIP are as they were chosen', async () => {
  const session = await openSession({ testbed: { scale } });
  try {
    await session.openPage('https://www.youtube.com/');
    const { videos, sources } = session.testbed.sites.youtube.truth();
    const own = sources.uploads.ids.flatMap((id) => videos[id] ?? []);

    await test.step('every comment and reply is saved, under its video', async () => {
      const job = await exportChannel(session, {
        withMedia: false,
        comments: true,
        thumbnails: false,
        subtitles: false,
      });
      const lines = (await readFile(join(job.target?.path ?? '', 'comments.jsonl'), 'utf8'))
        .trimEnd()
        .split('\n');
      const comments = lines.map((line) => JSON.parse(line) as SavedComment);
      expect(new Set(comments.map(({ id }) => id)).size).toBe(comments.length);
      expect(comments.some(({ parentId }) => parentId !== null)).toBe(true);
      const counted = own.map(({ id }) => [id, comments.filter(({ itemId }) => itemId === id).length]);
      expect(counted).toEqual(own.map(({ id, commentCount }) => [id, commentCount]));
    });

    await test.step('only what was published in the chosen days is in the archive', async () => {
      const days = own.map(({ publishedAt }) => publishedAt.slice(0, 10)).sort();
      const [from = '', to = ''] = [days[2], days[6]];
      const job = await exportChannel(session, {
        withMedia: false,
        from,
        to,
        include: ['videos', 'shorts', 'live'],
      });
      const expected = own.filter(
        ({ publishedAt }) => publishedAt.slice(0, 10) >= from && publishedAt.slice(0, 10) <= to,
      );
      const items = await readArchivedItems(job.target?.path ?? '');
      expect(items.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    });

    await test.step('sound only, the newest three, and packed as one ZIP', async () => {
      const job = await exportChannel(session, {
        quality: 'audio',
        maxItems: 3,
        include: ['videos'],
        zip: true,
      });
      const archive = job.target?.path ?? '';
      const items = await readArchivedItems(archive);
      expect(items).toHaveLength(3);
      const { ffprobe } = await readTools();
      for (const item of items) {
        const sound = item.files.find(({ path }) => path.startsWith('media/audio/'));
        const args = [
          '-v',
          'error',
          '-show_entries',
          'stream=codec_type',
          '-of',
          'csv=p=0',
          join(archive, sound?.path ?? ''),
        ];
        expect((await execa(ffprobe.path, args)).stdout.trim()).toBe('audio');
      }
      expect(await verifyArchive(`${archive}.zip`)).toMatchObject({ exitCode: 0 });
    });

    await test.step('no file over a size, captions of one language, nothing private', async () => {
      const job = await exportChannel(session, {
        include: ['videos', 'shorts', 'live'],
        maxBytes: 2000,
        subtitleLanguages: ['de'],
        automaticSubtitles: false,
        privateItems: false,
      });
      const archive = job.target?.path ?? '';
      const shown = own.filter(({ privacy }) => privacy !== 'private');
      expect((await readArchivedItems(archive)).map(({ id }) => id).sort()).toEqual(
        shown.map(({ id }) => id).sort(),
      );
      expect(job.completeness).toMatchObject({
        refused: [],
        saved: shown.length,
        leftOut: { max_bytes: shown.length, private: own.length - shown.length },
      });
      const paths = await listFiles(archive);
      expect(paths.filter((path) => /^media\/videos\/.*\.(mp4|webm|mkv)$/.test(path))).toEqual([]);
      const captions = paths.filter((path) => path.startsWith('media/subtitles/'));
      expect(captions.filter((path) => !path.endsWith('.de.vtt'))).toEqual([]);
    });
    expect(session.testbed.errors).toEqual([]);
  } finally {
    await session.close();
  }
});
