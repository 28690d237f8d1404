import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createLog, redact, skip } from './log.ts';

test('a log line holds no query strings, cookies or session names', () => {
  const line = redact(
    'GET https://r1.googlevideo.com/videoplayback?ip=1.2.3.4&sig=abc Cookie: SID=secret; x=y',
  );
  expect(line).toContain('https://r1.googlevideo.com/videoplayback?…');
  expect(line).not.toMatch(/1\.2\.3\.4|secret|sig=/);
  expect(redact('jar had SAPISID=top/secret; more')).not.toContain('top/secret');
});

test.each([
  ['{"Cookie":"a=topsecret"}', "('Cookie', 'a=topsecret')", 'Set-Cookie: a=topsecret; b=topsecret'],
  [
    'https://me:topsecret@host/a',
    'socks5://me:topsecret@host:1080',
    'http://star-export:topsecret@127.0.0.1:1',
  ],
  ['HTTPS://host/a?k=topsecret', '//host/a?k=topsecret', 'GET /watch?v=1&key=topsecret', 'see /a#topsecret'],
  ['xs=topsecret; c_user=topsecret; datr=topsecret', 'sessionid=topsecret; sid_tt=topsecret'],
  ['msToken=topsecret', '__Secure-1PSID=topsecret; SIDCC=topsecret', 'LOGIN_INFO=topsecret'],
])('nor any other form of them: %s', (...lines) => {
  for (const line of lines) expect(redact(line)).not.toContain('topsecret');
});

const megabyte = 1_000_000;

test.each(['/', 'sid', 'a-', 'x://', 'token ', "cookie '", '=', '://me:sid=/?#'])(
  'a megabyte of %j is read a few times and not over and over',
  (piece) => {
    const text = piece.repeat(megabyte / piece.length);
    let read = 0;
    redact(text, (...run) => {
      const end = skip(...run);
      read += 1 + end - run[1];
      return end;
    });
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(5 * megabyte);
  },
);

test('what is behind a name is looked through for other names', () => {
  expect(redact('a=sid=topsecret; b=; token=; foo-xs=topsecret')).toBe('a=sid=…; b=; token=; foo-xs=…');
});

test('at a mebibyte a log is put aside, in the place of the one before', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'star-log-')), 'companion.log');
  const log = createLog(path);
  const line = `${'x'.repeat(18)} `.repeat(100);
  for (let count = 0; count < 1300; count += 1) log.write('first', line);
  expect(readdirSync(dirname(path)).sort()).toEqual(['companion.log', 'companion.log.old']);
  for (const name of readdirSync(dirname(path))) {
    const { mode, size } = statSync(join(dirname(path), name));
    expect(mode & 0o777).toBe(0o600);
    expect(size).toBeLessThan(1.1 * 1024 * 1024);
  }
});

test('the log belongs to its owner alone, and one event is one line', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'star-log-')), 'companion.log');
  createLog(path).write('download', 'first\nsecond');
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
