import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Config, configSchema } from '../config.ts';
import { openFileRoot, parseExistingPath, resolveInput } from './file-ref.ts';
import { openArchive } from './folder.ts';

let base: string;
let config: Config;

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'star-ref-')));
  config = configSchema.parse({ root: join(base, 'root'), downloads: join(base, 'downloads') });
  await openArchive(config.root, 'mine', 'job-1');
  mkdirSync(join(base, 'downloads', 'sub'), { recursive: true });
  writeFileSync(join(base, 'downloads', 'sub', 'a.mp4'), 'a');
  writeFileSync(join(base, 'root', 'mine', 'b.mp4'), 'b');
  writeFileSync(join(base, 'secret.mp4'), 'no');
});

const resolve = (path: string): Promise<string> => resolveInput({ in: 'downloads', path }, config);

test('a file is found in the folder for downloads and in an archive', async () => {
  expect(await resolve('sub/a.mp4')).toBe(join(base, 'downloads', 'sub', 'a.mp4'));
  expect(await resolveInput({ in: 'archive', folder: 'mine', path: 'b.mp4' }, config)).toBe(
    join(base, 'root', 'mine', 'b.mp4'),
  );
});

test('the folder for downloads is made when it is not there', async () => {
  const fresh = { ...config, downloads: join(base, 'fresh', 'deep') };
  expect(await openFileRoot({ in: 'downloads' }, fresh)).toEqual({ path: join(base, 'fresh', 'deep') });
});

test('links are followed inside the folder, and not out of it', async () => {
  symlinkSync('a.mp4', join(base, 'downloads', 'sub', 'same.mp4'));
  symlinkSync(join(base, 'secret.mp4'), join(base, 'downloads', 'out.mp4'));
  symlinkSync(base, join(base, 'downloads', 'up'));
  expect(await resolve('sub/same.mp4')).toBe(join(base, 'downloads', 'sub', 'a.mp4'));
  await expect(resolve('out.mp4')).rejects.toMatchObject({ code: 'input.path_unsafe' });
  await expect(resolve('up/secret.mp4')).rejects.toMatchObject({ code: 'input.path_unsafe' });
});

test('a folder next to ours with a longer name is outside', async () => {
  mkdirSync(join(base, 'downloads-2'));
  writeFileSync(join(base, 'downloads-2', 'x.mp4'), '');
  symlinkSync(join(base, 'downloads-2', 'x.mp4'), join(base, 'downloads', 'x.mp4'));
  await expect(resolve('x.mp4')).rejects.toMatchObject({ code: 'input.path_unsafe' });
});

test('a folder and a pipe are no files', async () => {
  execFileSync('mkfifo', [join(base, 'downloads', 'pipe.mp4')]);
  await expect(resolve('pipe.mp4')).rejects.toMatchObject({ code: 'input.path_unsafe' });
  await expect(resolve('sub')).rejects.toMatchObject({ code: 'input.path_unsafe' });
});

test.each(['gone.mp4', 'sub/a.mp4/x.mp4', `${'x'.repeat(300)}.mp4`])('%s is missing', async (path) => {
  await expect(resolve(path)).rejects.toMatchObject({ code: 'input.file_missing' });
});

test('a folder that is no archive is not read from', async () => {
  mkdirSync(join(base, 'root', 'theirs'));
  const ref = { in: 'archive', folder: 'theirs', path: 'b.mp4' } as const;
  await expect(resolveInput(ref, config)).rejects.toMatchObject({ code: 'input.path_unsafe' });
});

describe('names of files that are there', () => {
  test.each([
    '../secret.mp4',
    '/etc/passwd',
    'sub/../../secret.mp4',
    '.partial/x.mp4',
    './a.mp4',
    'a\0.mp4',
    'sub//a.mp4',
    '',
  ])('%j is refused', (path) => {
    expect(() => parseExistingPath(path)).toThrow(expect.objectContaining({ code: 'input.path_unsafe' }));
  });

  test('what means a drive, a stream or a folder on Windows is refused there', () => {
    for (const path of ['C:x.mp4', 'a.mp4:b', 'sub\\..\\..\\x.mp4'])
      expect(() => parseExistingPath(path, 'win32')).toThrow(
        expect.objectContaining({ code: 'input.path_unsafe' }),
      );
    expect(parseExistingPath('Talk: part 1.mp4', 'linux')).toEqual(['Talk: part 1.mp4']);
  });
});
