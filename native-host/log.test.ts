import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLog, redact } from './log.ts';

test('a log line holds no query strings, cookies or session names', () => {
  const line = redact(
    'GET https://r1.googlevideo.com/videoplayback?ip=1.2.3.4&sig=abc Cookie: SID=secret; x=y',
  );
  expect(line).toContain('https://r1.googlevideo.com/videoplayback?…');
  expect(line).not.toMatch(/1\.2\.3\.4|secret|sig=/);
  expect(redact('jar had SAPISID=top/secret; more')).not.toContain('top/secret');
});

test('the log belongs to its owner alone, and one event is one line', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'star-log-')), 'companion.log');
  createLog(path).write('download', 'first\nsecond');
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
