import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Cookie } from '../../shared/protocol/parts.ts';
import { readMachine } from '../directories.ts';
import { buildCookieText, writeCookieFile } from './cookie-file.ts';

const cookie: Cookie = {
  name: 'SAPISID',
  value: 'a/b',
  domain: '.youtube.com',
  path: '/',
  secure: true,
  httpOnly: false,
  hostOnly: false,
  expiresAt: 1_893_456_000.25,
};

const youtube = { platform: 'youtube', host: 'www.youtube.com' } as const;

const linesOf = (...cookies: Cookie[]): string[] =>
  buildCookieText(cookies, youtube).split('\n').slice(1, -1);

test('the file is one that yt-dlp reads', () => {
  expect(buildCookieText([cookie], youtube)).toBe(
    '# Netscape HTTP Cookie File\n.youtube.com\tTRUE\t/\tTRUE\t1893456000\tSAPISID\ta/b\n',
  );
});

test('cookies of one host, of scripts’ reach and of the session are marked as such', () => {
  expect(linesOf({ ...cookie, domain: 'www.youtube.com', hostOnly: true })[0]).toMatch(
    /^www\.youtube\.com\tFALSE\t/,
  );
  expect(linesOf({ ...cookie, httpOnly: true })[0]).toMatch(/^#HttpOnly_\.youtube\.com\t/);
  expect(linesOf({ ...cookie, expiresAt: null })[0]?.split('\t')[4]).toBe('0');
});

test.each([
  ['another site', { domain: '.google.com' }],
  ['a site whose name ends alike', { domain: 'notyoutube.com' }],
  ['a tab in its value', { value: 'a\tb' }],
  ['a line break in its value', { value: 'a\n.evil.com\tTRUE' }],
  ['NUL in its name', { name: 'a\u0000' }],
  ['no name', { name: '' }],
])('a cookie with %s is left out', (_name, change) => {
  expect(linesOf({ ...cookie, ...change })).toEqual([]);
});

test.each([
  ['the page’s own host', 'video.example.net', true],
  ['a name above it', '.example.net', true],
  ['its neighbour', 'shop.example.net', false],
  ['a name below it', 'a.video.example.net', false],
  ['a name that ends alike', 'ample.net', false],
])('on any other site a cookie of %s goes along: %s is %s', (_name, domain, goes) => {
  const scope = { platform: null, host: 'video.example.net' };
  const lines = buildCookieText([{ ...cookie, domain }], scope)
    .split('\n')
    .slice(1, -1);
  expect(lines).toHaveLength(goes ? 1 : 0);
});

const createMachine = () => {
  const folder = mkdtempSync(join(tmpdir(), 'star-secrets-'));
  return { folder, machine: { ...readMachine(), env: { XDG_RUNTIME_DIR: folder } } };
};

test('only its owner can read the file, and removing it leaves nothing', async () => {
  const { folder, machine } = createMachine();
  const file = await writeCookieFile(machine, 'x');
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  expect(statSync(join(file.path, '..')).mode & 0o777).toBe(0o700);
  await file.remove();
  expect(readdirSync(folder)).toEqual([]);
});
