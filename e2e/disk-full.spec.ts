/** A disk that has no room left for the companion: said, nothing lost, and gone on with when there is room. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { digestArchive, listFiles, verifyArchive } from './archive.ts';
import { readJobs, type StoredJob, waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { startJob } from './start-job.ts';

const scale = { videos: 6, shorts: 2, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };

const mount = (options: string, folder: string): void =>
  void execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });

/** A disk in memory; null where this user may not make one. */
async function mountDisk(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'star-export-disk-'));
  try {
    mount('size=512m', folder);
    return folder;
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
}

/** Leaves so much room on the disk, or as much again as it ever had. */
async function leaveRoom(disk: string, freeBytes: number | null): Promise<void> {
  const { blocks, bfree, bsize } = await statfs(disk);
  mount(`remount,size=${freeBytes === null ? '512m' : (blocks - bfree) * bsize + freeBytes}`, disk);
}

async function exportVideos(session: Session, seen: number): Promise<StoredJob> {
  const { sources, channel } = session.testbed.sites.youtube.truth();
  const { url } = sources.channel_videos;
  const ref = { platform: 'youtube', kind: 'channel_videos', id: channel.handle, url } as const;
  await startJob(session.lookout, ref, {});
  await expect.poll(async () => (await readJobs(session.lookout)).length).toBe(seen + 1);
  return waitForJob(session.lookout, { timeoutMs: 60_000 });
}

test('an export for which the disk is too small stops with that word, and Resume makes it the same as any other', async () => {
  const disk = await mountDisk();
  test.skip(disk === null, 'needs the right to mount a small disk');
  if (disk === null) return;
  const session = await openSession({ testbed: { scale }, root: disk });
  try {
    await session.openPage('https://www.youtube.com/');
    const whole = await exportVideos(session, 0);
    expect(whole.state).toEqual({ status: 'done' });
    // What an earlier export of the same list makes known is only known to the second.
    const { completeness: _, ...expected } = await digestArchive(whole.target?.path ?? '');

    await leaveRoom(disk, 1_500_000);
    const stopped = await exportVideos(session, 1);
    expect(stopped.state).toMatchObject({ status: 'blocked', error: { code: 'storage.full' } });
    expect(stopped.counts.saved).toBeLessThan(stopped.counts.seen);

    await leaveRoom(disk, null);
    await session.lookout.evaluate(
      (jobId) => chrome.runtime.sendMessage({ to: 'background', name: 'job.resume', request: { jobId } }),
      stopped.id,
    );
    const job = await waitForJob(session.lookout, {
      timeoutMs: 60_000,
      until: ({ state }) => ['done', 'failed'].includes(state.status),
    });
    const archive = job.target?.path ?? '';
    expect(await digestArchive(archive)).toMatchObject(expected);
    expect(job.completeness).toMatchObject({ saved: 6, refused: [] });
    expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
    expect((await listFiles(disk)).filter((path) => path.includes('.part'))).toEqual([]);
  } finally {
    await session.close();
    execFileSync('umount', [disk]);
    await rm(disk, { recursive: true });
  }
});
