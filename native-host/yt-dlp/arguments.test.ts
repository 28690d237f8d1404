import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { qualitySchema } from '../../shared/model/job-options.ts';
import { parsePageUrl } from '../net/url.ts';
import { buildArguments, type DownloadPlan } from './arguments.ts';

const plan: DownloadPlan = {
  url: new URL('https://www.youtube.com/watch?v=abc'),
  quality: 'best',
  workDirectory: '/root/a/.partial/k',
  doneDirectory: '/root/a/.partial/k/done',
  cookieFile: null,
  userAgent: null,
  ffmpegPath: '/usr/bin/ffmpeg',
  nodePath: '/usr/bin/node',
  extractors: 'youtube',
  systemCertificates: false,
};

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
  for (const quality of qualitySchema.options) expect(buildArguments({ ...plan, quality })).toContain(flag);
});

test('nothing that runs programs, writes links or reads other files is ever there', () => {
  const args = buildArguments({ ...plan, cookieFile: '/c', userAgent: 'x', systemCertificates: true });
  const forbidden =
    /^(--exec|--netrc|--write-link|--write-url|--load-info|--enable-file-urls|--config-locations|--alias|-a$|--batch-file|--no-check-certificates|--proxy|--add-header)/;
  expect(args.filter((arg) => forbidden.test(arg))).toEqual([]);
  expect(args.join(' ')).not.toMatch(/aria2c|curl|wget/);
});

test('the address is the last argument, behind the end of options', () => {
  expect(buildArguments(plan).slice(-2)).toEqual(['--', 'https://www.youtube.com/watch?v=abc']);
});

test('an address that is accepted cannot become an option, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
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

describe('the formats asked for', () => {
  test.each([
    ['best', /^res,/],
    ['1080p', /^res:1080,/],
    ['720p', /^res:720,/],
    ['480p', /^res:480,/],
  ] as const)('%s bounds the resolution and prefers what plays everywhere', (quality, sorting) => {
    const args = buildArguments({ ...plan, quality });
    expect(readValue(args, '-S')).toMatch(sorting);
    expect(readValue(args, '-S')).toMatch(/vcodec:h264,acodec:aac$/);
    expect(readValue(args, '--merge-output-format')).toBe('mp4/webm/mkv');
  });

  test('audio becomes m4a', () => {
    expect(readValue(buildArguments({ ...plan, quality: 'audio' }), '--audio-format')).toBe('m4a');
  });
});
