import { expect, test } from 'vitest';
import { chooseFile, parseHash, parseRelease, parseReleaseUrl, readRunner } from './release-files.ts';

const failed = expect.objectContaining({ code: 'ytdlp.update_failed' });

test.each([
  ['linux', 'x64', false, 'yt-dlp_linux'],
  ['linux', 'arm64', false, 'yt-dlp_linux_aarch64'],
  ['linux', 'x64', true, 'yt-dlp_musllinux'],
  ['linux', 'riscv64', false, 'yt-dlp'],
  ['darwin', 'arm64', false, 'yt-dlp_macos'],
  ['win32', 'x64', false, 'yt-dlp.exe'],
  ['win32', 'arm64', false, 'yt-dlp_arm64.exe'],
  ['freebsd', 'x64', false, 'yt-dlp'],
] as const)('on %s %s (musl: %s) the file is %s', (...[platform, arch, isMusl, file]) => {
  expect(chooseFile({ platform, arch, isMusl })).toBe(file);
});

test('this machine is told by its system, its processor and its C library', () => {
  expect(readRunner()).toMatchObject({ platform: process.platform, arch: process.arch });
});

test('a release is its version', () => {
  expect(parseRelease('{"tag_name":"2026.08.19","assets":[]}')).toBe('2026.08.19');
  expect(parseRelease('{"tag_name":"2026.08.19.232704"}')).toBe('2026.08.19.232704');
});

test.each(['', '<html>', '{}', '{"tag_name":"../../x"}', '{"tag_name":"latest"}', '{"tag_name":7}'])(
  '%j is no release',
  (text) => {
    expect(() => parseRelease(text)).toThrow(failed);
  },
);

const hash = (digit: string): string => digit.repeat(64);
const sums = `${hash('a')}  yt-dlp\n${hash('b')}  yt-dlp_linux\n${hash('c')} *yt-dlp.exe\r\n`;

test('the hash is that of the file, and of no other whose name begins alike', () => {
  expect(parseHash(sums, 'yt-dlp')).toBe(hash('a'));
  expect(parseHash(sums, 'yt-dlp_linux')).toBe(hash('b'));
  expect(parseHash(sums, 'yt-dlp.exe')).toBe(hash('c'));
});

test.each([
  ['not there', sums, 'yt-dlp_macos'],
  ['there twice', `${sums}${hash('d')}  yt-dlp\n`, 'yt-dlp'],
  ['too short', `${'a'.repeat(63)}  yt-dlp\n`, 'yt-dlp'],
])('a hash that is %s is none', (_name, text, file) => {
  expect(() => parseHash(text, file)).toThrow(failed);
});

test.each([
  'https://github.com/yt-dlp/yt-dlp/releases/download/2026.08.19/yt-dlp',
  'https://release-assets.githubusercontent.com/x?sig=1',
])('%s is an address of a release', (address) => {
  expect(parseReleaseUrl(address).href).toBe(address);
});

test.each([
  'http://github.com/x',
  'https://github.com.evil.example/x',
  'https://evilgithubusercontent.com/x',
  'https://user:pass@github.com/x',
  'https://github.com:8443/x',
  'https://127.0.0.1/x',
  'file:///etc/passwd',
  '',
])('%j is none', (address) => {
  expect(() => parseReleaseUrl(address)).toThrow(expect.objectContaining({ code: 'input.url_refused' }));
});
