/** The commands on media files as a person types them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { bareEnvironment } from '../__fixtures__/bare-environment.ts';
import { make } from '../__fixtures__/sample-media.ts';

const main = new URL('../main.ts', import.meta.url).pathname;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'star-cli-media-'));
  return () => rmSync(folder, { recursive: true });
});

function run(...args: string[]) {
  const env = { ...bareEnvironment, HOME: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    env,
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

const listHere = (): string[] => readdirSync(folder).filter((name) => name !== '.config');

test('two files become one beside them, and nothing of ours is left in the folder', () => {
  make('picture.mp4', folder);
  make('sound.m4a', folder);
  const { status, stdout } = run(
    'mux',
    'picture.mp4',
    'sound.m4a',
    '--out',
    'joined.mkv',
    '--title',
    'Mine',
    '--json',
  );
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    container: 'mkv',
    path: join(folder, 'joined.mkv'),
    copied: [0, 1],
  });
  expect(listHere().sort()).toEqual(['joined.mkv', 'picture.mp4', 'sound.m4a']);
  expect(JSON.parse(run('probe', 'joined.mkv', '--json').stdout)).toMatchObject({
    title: 'Mine',
    container: 'mkv',
  });
  expect(run('mux', 'picture.mp4', '--out', 'joined.mkv')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('already there'),
  });
});

test('a preset and a picture are made, and said in words', () => {
  make('both.mp4', folder);
  expect(run('transcode', 'both.mp4', '--preset', 'audio-mp3', '--out', 'sound')).toMatchObject({
    status: 0,
    stdout: `${join(folder, 'sound.mp3')}\n  audio mp3\n  left out: video h264\n`,
  });
  expect(run('thumbnails', 'both.mp4', '--at', '1', '--width', '100', '--out', 'one.jpg')).toMatchObject({
    status: 0,
    stdout: `${join(folder, 'one.jpg')} 100×56\n`,
  });
});

test.each([
  [['mux', 'both.mp4'], 64],
  [['mux', 'both.mp4', '--out', 'x.exe'], 64],
  [['transcode', 'both.mp4', '--out', 'x', '--preset', 'huge'], 64],
  [['probe', 'gone.mp4'], 1],
])('%j ends with %i', (args, code) => {
  make('both.mp4', folder);
  expect(run(...args).status).toBe(code);
  expect(listHere()).toEqual(['both.mp4']);
});
