/** Archives for other programs: the real companion, yt-dlp and ffmpeg, other names, and a bag. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { execa } from 'execa';
import { readTools } from '../scripts/tools.ts';
import { listFiles, verifyArchive } from './archive.ts';
import { waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { startJob } from './start-job.ts';

const scale = { videos: 6, shorts: 1, live: 1, hidden: 1, playlists: 1, largestPlaylist: 5, releases: 0 };

/** The folder of a finished export, which the product's own check finds whole. */
async function exportChannel(options: Record<string, unknown>): Promise<string> {
  const { channel } = session.testbed.sites.youtube.truth();
  const ref = { platform: 'youtube', kind: 'channel', id: channel.handle, url: session.channelUrl } as const;
  const jobId = await startJob(session.lookout, ref, {
    quality: 'smallest',
    include: ['videos'],
    ...options,
  });
  const job = await waitForJob(session.lookout, {
    timeoutMs: 120_000,
    until: (each) =>
      each.id === jobId && ['done', 'failed', 'blocked', 'waiting'].includes(each.state.status),
  });
  expect(job.state).toEqual({ status: 'done' });
  const archive = job.target?.path ?? '';
  expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
  return archive;
}

let session: Session;
test.beforeAll(async () => {
  session = await openSession({ testbed: { scale } });
  await session.openPage(session.channelUrl);
});
test.afterAll(() => session?.close());

test('an archive for media servers, in a bag, is whole by the rules of both', async () => {
  const formats = ['json', 'viewer', 'm3u', 'json-ld', 'rss', 'activity-streams'];
  const archive = await exportChannel({ preset: 'jellyfin', bag: true, maxItems: 2, formats });
  const files = await listFiles(archive);
  expect(files.filter((path) => !path.startsWith('data/') && !path.startsWith('.'))).toEqual([
    ...['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'manifest.json', 'tagmanifest-sha256.txt'],
  ]);
  for (const path of ['index.html', 'feed.xml', 'items.jsonld', 'outbox.json', 'playlists/Everything.m3u8'])
    expect(files).toContain(`data/${path}`);
  const films = files.filter((path) => /\.(mp4|webm|mkv)$/.test(path));
  expect(films).toHaveLength(2);
  for (const film of films) {
    expect(film).toMatch(/^data\/media\/[^/]+\/Season \d{4}\/[^/]+ - s\d{4}e\d{6} - [^/]+ \[[^/]+\]\.\w+$/);
    const stem = film.replace(/\.\w+$/, '');
    expect(files).toEqual(expect.arrayContaining([`${stem}.nfo`, `${stem}-thumb.jpg`]));
  }
  expect(files.filter((path) => /\/(tvshow\.nfo|poster\.jpg)$/.test(path))).toHaveLength(2);
  const sums = (await readFile(join(archive, 'manifest-sha256.txt'), 'utf8')).trimEnd().split('\n');
  expect(sums.map((line) => line.slice(66))).toEqual(files.filter((path) => path.startsWith('data/')));
  for (const line of sums) {
    const hash = createHash('sha256').update(await readFile(join(archive, line.slice(66))));
    expect(hash.digest('hex')).toBe(line.slice(0, 64));
  }
});

test('an archive with names as yt-dlp gives them is known to yt-dlp', async () => {
  const archive = await exportChannel({ preset: 'yt-dlp', maxItems: 2, formats: ['json'] });
  const files = await listFiles(archive);
  const infos = files.filter((path) => path.startsWith('media/') && path.endsWith('.info.json'));
  const known = (await readFile(join(archive, 'archive.txt'), 'utf8')).trimEnd().split('\n');
  expect(infos).toHaveLength(2);
  for (const path of infos) {
    const { id } = JSON.parse(await readFile(join(archive, path), 'utf8')) as { id: string };
    expect(known).toContain(`youtube ${id}`);
    expect(path).toMatch(new RegExp(` \\[${id}\\]\\.info\\.json$`));
    expect(files.some((each) => each.endsWith(`[${id}].mp4`) || each.endsWith(`[${id}].webm`))).toBe(true);
    const { ytDlp } = await readTools();
    const args = [
      '--ignore-config',
      '--download-archive',
      'archive.txt',
      '--load-info-json',
      path,
      '--simulate',
    ];
    const { stdout } = await execa(ytDlp.command, [...ytDlp.args, ...args], {
      env: ytDlp.env,
      cwd: archive,
    });
    expect(stdout).toContain('has already been recorded in the archive');
  }
});
