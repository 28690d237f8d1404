import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildTarball, type TarFile } from './tar.ts';

const files: TarFile[] = [
  { path: 'a/run', bytes: Buffer.from('#!/bin/sh\n'), isExecutable: true },
  { path: 'a/Änderungen.txt', bytes: Buffer.alloc(1300, 'x'), isExecutable: false },
  { path: 'a/empty', bytes: Buffer.alloc(0), isExecutable: false },
];

test('the same files make the same bytes, in whatever order', () => {
  expect(buildTarball(files, 1)).toEqual(buildTarball([...files].reverse(), 1));
});

test('tar unpacks them with their permissions and the time they were given', () => {
  const folder = mkdtempSync(join(tmpdir(), 'star-tar-'));
  writeFileSync(join(folder, 'x.tar.gz'), buildTarball(files, 1_700_000_000));
  execFileSync('tar', ['-xzf', 'x.tar.gz'], { cwd: folder });
  for (const { path, bytes, isExecutable } of files) {
    expect(readFileSync(join(folder, path)).equals(bytes)).toBe(true);
    const { mode, mtimeMs } = statSync(join(folder, path));
    expect((mode & 0o100) !== 0).toBe(isExecutable);
    expect(mtimeMs).toBe(1_700_000_000_000);
  }
});

test('a path that has no place in a header is refused', () => {
  const path = 'x'.repeat(101);
  expect(() => buildTarball([{ path, bytes: Buffer.alloc(0), isExecutable: false }], 1)).toThrow('too long');
});
