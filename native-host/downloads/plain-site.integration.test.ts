/** Downloads from a site that is no platform, with the real yt-dlp and ffmpeg, over the wire. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fileRecordSchema } from '../../shared/model/archive.ts';
import type { Answer, Companion } from '../__fixtures__/companion-client.ts';
import { readHash, until } from '../__fixtures__/test-machine.ts';
import { createTestbedMachine, type TestbedMachine } from '../__fixtures__/testbed-machine.ts';

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
afterEach(() => {
  expect(machine.testbed.errors).toEqual([]);
  expect(readdirSync(machine.place.runtime)).toEqual([]);
});

const folder = (): string => join(machine.place.root, 'Downloads');

interface Wanted {
  id?: string;
  template?: string | null;
  entry?: number;
  choice?: Record<string, unknown>;
}

const download = (page: string, wanted: Wanted = {}, one = companion): Promise<Answer> => {
  const { id = `id-${page}`, template = null, entry = null, choice = {} } = wanted;
  return one.call(
    'download',
    {
      downloadId: id,
      url: `https://video.example.net/watch/${page}`,
      entry,
      platform: null,
      destination: { in: 'downloads', template },
      choice: { quality: 'original', ...choice },
      durationSec: null,
      cookies: [],
      userAgent: null,
    },
    id,
  );
};

const recordOf = ({ result }: Answer) => (result ? fileRecordSchema.parse(result.record) : null);

/** Names of what lies in the folder; unfinished files are hidden. */
const listFiles = (): string[] =>
  existsSync(folder()) ? readdirSync(folder()).filter((name) => !name.startsWith('.')) : [];

const probe = (name: string): { streams: Record<string, unknown>[]; chapters: unknown[] } =>
  JSON.parse(
    execFileSync(
      'ffprobe',
      ['-v', 'error', '-show_streams', '-show_chapters', '-of', 'json', join(folder(), name)],
      {
        encoding: 'utf8',
      },
    ),
  );

describe('a page of its own kind', () => {
  test('is saved under its title, checked and hashed', async () => {
    const pages = [
      ['files', 'A walk along the canal (1) [files-1].mp4', 10],
      ['described', 'How bread rises： “the second hour” [described].mp4', 20],
      ['dash', 'Paper boats (1) [dash-1].mp4', 10],
      ['sound', 'The kettle, a recording (1) [sound-1].m4a', 12],
    ] as const;
    const answers = await Promise.all(pages.map(([page]) => download(page)));
    for (const [index, [, name, durationSec]] of pages.entries()) {
      const result = answers[index]?.result;
      const bytes = readFileSync(join(folder(), name));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect(result).toMatchObject({ outcome: 'saved', record: { path: name, bytes: bytes.length, sha256 } });
      expect(Math.abs(Number(result?.durationSec) - durationSec)).toBeLessThan(0.5);
    }
    expect(listFiles()).toHaveLength(pages.length);
  });

  test('HLS gives what info has said of the preset', async () => {
    const { result: page } = await companion.call('info', {
      url: 'https://video.example.net/watch/hls',
      platform: null,
      cookies: [],
      userAgent: null,
    });
    const presets = page?.presets as { quality: string; height: number | null; container: string }[];
    const preset = presets.find(({ quality }) => quality === 'medium');
    const { result } = await download('hls', { choice: { quality: '720p' } });
    expect(result).toMatchObject({ height: preset?.height, audioCodec: 'aac' });
    expect(listFiles()).toEqual([expect.stringMatching(new RegExp(`\\.${preset?.container}$`))]);
  });

  test('is the best that is not larger than was chosen, and refused where there is none', async () => {
    const whole = await download('hls', { id: 'whole' });
    const most = Number(recordOf(whole)?.bytes) - 1;
    const [less, none] = await Promise.all([
      download('hls', { id: 'less', choice: { maxBytes: most } }),
      download('files', { id: 'none', choice: { maxBytes: 1000 } }),
    ]);
    expect(recordOf(less)?.bytes ?? less.error?.code).toSatisfy(
      (outcome) => outcome === 'media.over_limit' || Number(outcome) <= most,
    );
    expect(none.error?.code).toBe('media.over_limit');
    expect(listFiles()).toHaveLength(less.result ? 2 : 1);
  });

  test('comes in the kind of file that was chosen', async () => {
    const answer = await download('hls', { choice: { container: 'mkv' } });
    expect(recordOf(answer)?.path).toMatch(/\.mkv$/);
  });

  test('one of several is saved by its number, and none without', async () => {
    const [any, second] = await Promise.all([
      download('several'),
      download('several', { id: 'second', entry: 2 }),
    ]);
    expect(any.error?.code).toBe('input.several_videos');
    expect(Math.abs(Number(second.result?.durationSec) - 4)).toBeLessThan(0.5);
  });

  test('that has nothing for us ends with the reason, and nobody private is asked', async () => {
    const codes = {
      nothing: 'input.not_supported',
      live: 'platform.not_finished',
      redirect: 'net.private_address',
      'private-file': 'net.private_address',
    };
    const answers = await Promise.all(Object.keys(codes).map((page) => download(page)));
    expect(answers.map(({ error }) => error?.code)).toEqual(Object.values(codes));
    expect(listFiles()).toEqual([]);
    expect(machine.testbed.requests.refusals()).toEqual([]);
  });
});

test('a stream that yt-dlp would hand to ffmpeg is not: ffmpeg asks nobody', async () => {
  const body = [
    ...['#EXTM3U', '#EXT-X-TARGETDURATION:2', '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="key.bin"', '#EXTINF:2,'],
    ...['137.mp4', '#EXT-X-ENDLIST', ''],
  ].join('\n');
  machine.testbed.faults.add({
    match: { host: 'files.example.net', path: '/track-' },
    fault: { kind: 'body', body, contentType: 'application/vnd.apple.mpegurl' },
  });
  machine.testbed.requests.clear();
  expect((await download('hls')).error?.code).toBe('media.unsupported');
  const asked = machine.testbed.requests.list();
  expect(asked.filter(({ path, client }) => /Lavf/.test(client) || /key\.bin|\.mp4$/.test(path))).toEqual([]);
});

describe('what was chosen', () => {
  test('sound as mp3, and formats by their ids', async () => {
    const [sound, small, none] = await Promise.all([
      download('described', { choice: { quality: 'audio', audioFormat: 'mp3' } }),
      download('dash', { choice: { format: '0+2' } }),
      download('dash', { id: 'none', choice: { format: 'no-such' } }),
    ]);
    expect(sound.result).toMatchObject({ videoCodec: null, audioCodec: 'mp3' });
    expect(small.result).toMatchObject({ height: 144, audioCodec: 'aac' });
    expect(none.error?.code).toBe('input.invalid');
    expect(
      listFiles()
        .map((name) => name.slice(-4))
        .sort(),
    ).toEqual(['.mp3', '.mp4']);
  });

  test('captions and picture beside the file', async () => {
    const choice = { subtitles: { languages: ['de'], automatic: false, embed: false }, thumbnail: 'file' };
    const { result } = await download('hls', { template: 'x.%(ext)s', choice });
    expect(listFiles().sort()).toEqual(['x.de.vtt', 'x.jpg', 'x.mp4']);
    expect(result?.extras).toMatchObject([{ path: 'x.de.vtt' }, { path: 'x.jpg' }]);
    expect(readFileSync(join(folder(), 'x.de.vtt'), 'utf8')).toContain('Hier beginnt es.');
  });

  test('captions, picture and metadata inside', async () => {
    const choice = {
      subtitles: { languages: [], automatic: false, embed: true },
      thumbnail: 'embed',
      embedMetadata: true,
      embedChapters: true,
    };
    expect((await download('hls', { template: 'x.%(ext)s', choice })).error).toBeUndefined();
    expect(listFiles()).toEqual(['x.mp4']);
    const kinds = probe('x.mp4').streams.map(({ codec_type, codec_name }) => `${codec_type} ${codec_name}`);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'video h264',
        'audio aac',
        'subtitle mov_text',
        expect.stringMatching(/jpeg|png/),
      ]),
    );
  });

  test('parts of it, each from a key frame', async () => {
    const sections = [
      { startSec: 4, endSec: 8 },
      { startSec: 15, endSec: 60 },
    ];
    const { result } = await download('described', { template: 'x.%(ext)s', choice: { sections } });
    expect(listFiles().sort()).toEqual([
      'x [00.00.04-00.00.08].mp4',
      expect.stringMatching(/^x \[00\.00\.15-00\.00\.20.*\]\.mp4$/),
    ]);
    expect(Number(result?.durationSec)).toBeGreaterThan(3.5);
    expect(Number(result?.durationSec)).toBeLessThan(7);
    expect(result?.extras).toHaveLength(1);
  });

  test('what the list names is not fetched again', async () => {
    const choice = { skipKnown: true };
    writeList('# by hand');
    await download('described', { choice });
    const list = readFileSync(join(folder(), 'archive.txt'), 'utf8');
    expect(list.split('\n')).toEqual(['# by hand', expect.stringMatching(/^generic \S+$/), '']);
    const { result } = await download('described', { id: 'again', choice });
    expect(result).toMatchObject({ outcome: 'known', record: null });
    expect(listFiles()).toHaveLength(2);
  });
});

function writeList(text: string): void {
  execFileSync('mkdir', ['-p', folder()]);
  writeFileSync(join(folder(), 'archive.txt'), text);
}

describe('names', () => {
  test('are made by the template, with folders', async () => {
    const template = '%(webpage_url_domain)s/%(upload_date>%Y)s/%(title).9s %(height|any)s.%(ext)s';
    const { result } = await download('described', { template });
    expect(result).toMatchObject({ record: { path: 'video.example.net/2026/How bread any.mp4' } });
  });

  test('that are taken are counted, also when both arrive at once', async () => {
    const template = 'same.%(ext)s';
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => download('files', { id, template })));
    expect(answers.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(listFiles().sort()).toEqual(['same (2).mp4', 'same (3).mp4', 'same.mp4']);
  });

  test('a template that leads elsewhere is refused before anything is asked', async () => {
    machine.testbed.requests.clear();
    expect((await download('files', { template: '../%(title)s' })).error?.code).toBe('input.invalid');
    expect(machine.testbed.requests.list()).toEqual([]);
  });
});

describe('a download under way', () => {
  const slow = (bytesPerSec: number): void =>
    void machine.testbed.faults.add({
      match: { host: 'files.example.net', path: '/clip-300s/' },
      fault: { kind: 'slow', bytesPerSec },
    });
  /** Of the file that nothing has disturbed; made once. */
  let wholeHash: unknown = null;
  const readWholeHash = async (): Promise<unknown> => {
    wholeHash ??= readHash(await download('long', { id: 'undisturbed' }));
    return wholeHash;
  };
  const isDownloading = ({ percent }: Record<string, unknown>): boolean => Number(percent) > 5;

  /** What has arrived so far, by the part files. */
  const measure = (): number => {
    const partial = join(folder(), '.partial');
    if (!existsSync(partial)) return 0;
    return readdirSync(partial, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name.endsWith('.part'))
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  };

  test('is paused in the middle and goes on from there, to the same file', async () => {
    const undisturbed = await readWholeHash();
    slow(600_000);
    const call = download('long');
    await companion.firstEvent('id-long', isDownloading);
    const paused = await companion.call('pause', { downloadId: 'id-long' });
    expect(paused.result).toMatchObject({
      entry: { state: 'paused', url: expect.stringContaining('/long') },
    });
    expect((await call).error?.code).toBe('job.paused');
    expect(measure()).toBeGreaterThan(50_000);
    machine.testbed.faults.clear();
    machine.testbed.requests.clear();
    const resumed = await companion.call('resume', { downloadId: 'id-long', cookies: [], userAgent: null });
    expect(readHash(resumed)).toBe(undisturbed);
    const ranges = machine.testbed.requests.list().map(({ headers }) => headers.range ?? '');
    expect(ranges.some((range) => /^bytes=[1-9]/.test(range))).toBe(true);
  });

  test('goes on in one run whenever its connection breaks, and ends to be tried again where nothing more comes', async () => {
    const undisturbed = await readWholeHash();
    const cut = (path: string | RegExp, afterBytes: number): void =>
      void machine.testbed.faults.add({
        match: { host: 'files.example.net', path },
        fault: { kind: 'cut', afterBytes, how: 'reset' },
      });
    cut('/clip-300s/', 800_000);
    cut(/clip-(?!300s)/, 1000);
    machine.testbed.requests.clear();
    const [broken, stuck] = await Promise.all([download('long'), download('files')]);
    expect(readHash(broken)).toBe(undisturbed);
    expect(stuck.error).toMatchObject({
      code: expect.stringMatching(/^(media\.incomplete|net\.failed)$/),
      retryable: true,
    });
    const asked = machine.testbed.requests.list().map(({ path }) => path);
    expect(asked.filter((path) => path.includes('/clip-300s/')).length).toBeGreaterThan(6);
    expect(asked.filter((path) => path.endsWith('/watch/long'))).toHaveLength(1);
  });

  test('survives three companions that are killed, and nothing of them is left', async () => {
    const undisturbed = await readWholeHash();
    slow(500_000);
    for (let round = 0; round < 3; round += 1) {
      const killed = machine.start();
      const before = measure();
      void download('long', {}, killed);
      await until(() => measure() > before + 20_000);
      killed.child.kill('SIGKILL');
      await until(() => killed.child.signalCode !== null);
      await until(() => !execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(folder()));
      expect(listFiles()).toEqual([]);
    }
    machine.testbed.faults.clear();
    const last = machine.start();
    const { result } = await last.call('list', { after: null, limit: 10 });
    expect(result?.downloads).toMatchObject([{ state: 'interrupted' }]);
    const resumed = await last.call('resume', { downloadId: 'id-long', cookies: [], userAgent: null });
    expect(readHash(resumed)).toBe(undisturbed);
    expect(readdirSync(join(folder(), '.partial'))).toEqual([]);
  });
});
