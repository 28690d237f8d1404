import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { qualities } from '../../shared/model/quality.ts';
import { type DownloadChoice, downloadChoiceSchema } from '../../shared/protocol/download-commands.ts';
import { parsePageUrl } from '../net/url.ts';
import { buildArguments, type DownloadPlan } from './arguments.ts';

const choose = (choice: Partial<DownloadChoice>): DownloadChoice =>
  downloadChoiceSchema.parse({ quality: 'original', ...choice });

const plan: DownloadPlan = {
  url: new URL('https://www.youtube.com/watch?v=abc'),
  entry: null,
  choice: choose({}),
  workDirectory: '/root/a/.partial/k',
  doneDirectory: '/root/a/.partial/k/done',
  cookieFile: null,
  userAgent: null,
  ffmpegPath: '/usr/bin/ffmpeg',
  nodePath: '/usr/bin/node',
  extractors: 'youtube',
  systemCertificates: false,
  knownFile: null,
  nameQuery: null,
};

/** Everything that can be chosen, at once. */
const everything = choose({
  subtitles: { languages: ['en', 'de'], automatic: true, embed: true },
  thumbnail: 'embed',
  embedMetadata: true,
  embedChapters: true,
  sections: [{ startSec: 1, endSec: 2 }],
  rateLimitBytesPerSec: 5000,
  skipKnown: true,
});

const readValue = (args: string[], flag: string): string | undefined => args[args.indexOf(flag) + 1];

test.each([
  '--ignore-config',
  '--no-config-locations',
  '--no-plugin-dirs',
  '--no-exec',
  '--no-cookies-from-browser',
  '--no-update',
  '--no-remote-components',
  '--no-cache-dir',
])('%s is always there', (flag) => {
  for (const quality of qualities)
    expect(buildArguments({ ...plan, choice: choose({ quality }) })).toContain(flag);
});

test('nothing that runs programs, writes links or reads other files is ever there', () => {
  const args = buildArguments({
    ...plan,
    choice: everything,
    cookieFile: '/c',
    userAgent: 'x',
    systemCertificates: true,
    knownFile: '/k',
    nameQuery: '[]',
  });
  const forbidden =
    /^(--exec|--netrc|--write-link|--write-url|--load-info|--enable-file-urls|--config-locations|--alias|-a$|--batch-file|--no-check-certificates|--proxy|--add-header)/;
  expect(args.filter((arg) => forbidden.test(arg))).toEqual([]);
  expect(args.join(' ')).not.toMatch(/aria2c|curl|wget/);
});

test('the address is the last argument, behind the end of options', () => {
  expect(buildArguments(plan).slice(-2)).toEqual(['--', 'https://www.youtube.com/watch?v=abc']);
});

/** Control characters are refused. */
const plainText = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/\p{Cc}/gu, ''));

test('an address that is accepted cannot become an option, whatever it holds', () => {
  fc.assert(
    fc.property(plainText, (text) => {
      const url = parsePageUrl(
        `https://www.youtube.com/watch?v=${encodeURIComponent(text.toWellFormed())}#${text}`,
        'youtube',
      );
      const args = buildArguments({ ...plan, url });
      expect(args.at(-2)).toBe('--');
      expect(args.at(-1)).toMatch(/^https:\/\/www\.youtube\.com\/watch\?v=[^\s#]*$/);
    }),
  );
});

test('a user agent that looks like an option stays the value of its flag', () => {
  const args = buildArguments({ ...plan, userAgent: '--exec=touch x' });
  expect(readValue(args, '--user-agent')).toBe('--exec=touch x');
});

test('cookies and certificates of the system only when there are any', () => {
  expect(buildArguments(plan)).not.toEqual(expect.arrayContaining(['--cookies']));
  const args = buildArguments({ ...plan, cookieFile: '/run/c.txt', systemCertificates: true });
  expect([readValue(args, '--cookies'), readValue(args, '--compat-options')]).toEqual([
    '/run/c.txt',
    'no-certifi',
  ]);
});

test('yt-dlp gives up by itself after far more breaks than are waited for: it counts those with progress too', () => {
  const args = buildArguments(plan);
  expect([readValue(args, '--retries'), readValue(args, '--socket-timeout')]).toEqual(['1000', '30']);
});

test('ffmpeg, when yt-dlp hands it a stream, is left with local files', () => {
  expect(readValue(buildArguments(plan), '--downloader-args')).toBe('ffmpeg_i:-protocol_whitelist file,pipe');
});

test('what was fetched is opened by ffmpeg as media and not as a playlist', () => {
  const args = buildArguments(plan);
  const rules = args.filter((_, index) => args[index - 1] === '--postprocessor-args');
  expect(rules.length).toBeGreaterThan(0);
  for (const rule of rules) {
    expect(rule).toMatch(/^\w+\+ffmpeg_i:-protocol_whitelist file,pipe -format_whitelist [\w,]+$/);
    expect(rule).not.toMatch(/[ ,](hls|dash|concat|applehttp|sdp|mpegdash|tty|txt)\b/);
  }
});

test('no folder is named in whole: yt-dlp would take a part of its name for a variable', () => {
  const args = buildArguments({ ...plan, knownFile: `${plan.workDirectory}/known.txt` });
  expect(args.join(' ')).not.toContain(plan.workDirectory);
});

test('parts are cut afterwards by us: for that yt-dlp would have ffmpeg fetch', () => {
  expect(buildArguments({ ...plan, choice: everything }).join(' ')).not.toContain('section');
});

describe('the formats asked for', () => {
  const argsOf = (choice: Partial<DownloadChoice>): string[] =>
    buildArguments({ ...plan, choice: choose(choice) });

  test.each([
    ['original', /^res,/],
    ['1080p', /^res:1080,/],
    ['720p', /^res:720,/],
    ['480p', /^res:480,/],
    ['smallest', /^\+size,/],
  ] as const)('%s bounds what is taken and prefers what plays everywhere', (quality, sorting) => {
    const args = argsOf({ quality });
    expect(readValue(args, '-S')).toMatch(sorting);
    expect(readValue(args, '-S')).toMatch(/vcodec:h264,acodec:aac$/);
  });

  test.each(['m4a', 'mp3', 'opus'] as const)('sound becomes %s', (audioFormat) => {
    expect(readValue(argsOf({ quality: 'audio', audioFormat }), '--audio-format')).toBe(audioFormat);
  });

  test('ids are taken as they are, over protocols that yt-dlp reads itself', () => {
    const selector = readValue(argsOf({ format: '137+140-drc' }), '-f') ?? '';
    expect(selector.replaceAll(/\[[^\]]*\]/g, '')).toBe('137+140-drc');
    expect(selector.match(/\[protocol~=/g)).toHaveLength(2);
  });

  test('a cover is not asked of webm, which has no place for one', () => {
    const args = argsOf({ thumbnail: 'embed' });
    expect(readValue(args, '--remux-video')).not.toContain('webm>webm');
  });
});

describe('what goes with the file', () => {
  const argsOf = (choice: Partial<DownloadChoice>): string[] =>
    buildArguments({ ...plan, choice: choose(choice) });

  test('nothing, unless it was asked for', () => {
    const args = buildArguments(plan);
    for (const flag of [
      '--write-subs',
      '--write-thumbnail',
      '--embed-metadata',
      '--limit-rate',
      '--download-archive',
    ])
      expect(args).not.toContain(flag);
  });

  test('all subtitles are those that people wrote', () => {
    const args = argsOf({ subtitles: { languages: [], automatic: true, embed: false } });
    expect(readValue(args, '--sub-langs')).toBe('all,-live_chat');
    expect(args).not.toContain('--write-auto-subs');
  });

  test('metadata does not bring yt-dlp’s raw data along, nor chapters that nobody asked for', () => {
    expect(argsOf({ embedMetadata: true })).toEqual(
      expect.arrayContaining(['--embed-metadata', '--no-embed-info-json', '--no-embed-chapters']),
    );
  });

  test('an entry of a page is asked for by its number', () => {
    expect(readValue(buildArguments({ ...plan, entry: 3 }), '--playlist-items')).toBe('3');
  });
});
