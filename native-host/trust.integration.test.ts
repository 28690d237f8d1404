/** Attempts at leading the companion out of its folders through what sites, names and folders hold; with the real yt-dlp. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Answer, Companion } from './__fixtures__/companion-client.ts';
import { createTestbedMachine, type TestbedMachine } from './__fixtures__/testbed-machine.ts';

let machine: TestbedMachine;
let companion: Companion;

beforeAll(async () => {
  machine = await createTestbedMachine({ scale: { videos: 1, shorts: 1 } });
});
afterAll(() => machine.stop());
beforeEach(async () => {
  await machine.renew();
  companion = machine.start();
});

const download = (destination: unknown, choice: Record<string, unknown> = {}): Promise<Answer> =>
  companion.call('download', {
    downloadId: 'one',
    url: 'https://video.example.net/watch/files',
    entry: null,
    platform: null,
    destination,
    choice: { quality: 'original', ...choice },
    durationSec: null,
    cookies: [],
    userAgent: null,
  });

test('an archive may be named like a variable of the environment', async () => {
  const name = '$HTTPS_PROXY and ~ $HOME';
  const { result } = await companion.call('open-archive', { jobId: 'j', name });
  const destination = { in: 'archive', folder: result?.folder, stem: 'media/a' };
  expect((await download(destination)).result).toMatchObject({ record: { path: 'media/a.mp4' } });
  expect(readdirSync(machine.place.root)).toEqual([name]);
});

test('a text that was begun leaves nothing when the connection ends', async () => {
  const { result } = await companion.call('open-archive', { jobId: 'j', name: 'mine' });
  const chunk = { folder: result?.folder, path: 'items.json', offset: 0, text: '[', last: false };
  expect((await companion.call('write-file', chunk)).result).toMatchObject({ bytes: 1 });
  expect(await companion.close()).toBe(0);
  expect(readdirSync(join(machine.place.root, 'mine', '.partial'))).toEqual([]);
});

test('a playlist that passes for a video brings no file of this machine along', async () => {
  const secret = join(machine.place.folder, 'private.ts');
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=d=10', '-f', 'lavfi', '-i', 'sine=d=10'],
    ...['-c:v', 'mpeg2video', '-c:a', 'mp2', secret],
  ]);
  const lines = ['#EXTM3U', '#EXT-X-TARGETDURATION:10', '#EXTINF:10,', `file://${secret}`, '#EXT-X-ENDLIST'];
  machine.testbed.faults.add({
    match: { path: /\.mp4$/ },
    fault: { kind: 'body', body: `${lines.join('\n')}\n`, contentType: 'video/mp4' },
  });
  const { error } = await download({ in: 'downloads', template: null }, { quality: 'audio' });
  expect(error?.code).toMatch(/^(media|ffmpeg)\./);
  const left = readdirSync(join(machine.place.root, 'Downloads'), { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.endsWith('.m4a'))).toEqual([]);
});
