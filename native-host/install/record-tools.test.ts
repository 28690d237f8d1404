import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildDefaultConfig } from '../config.ts';
import { createHost } from '../host.ts';
import { safeVersion } from '../yt-dlp/known-holes.ts';
import { recordTools } from './record-tools.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'star-tools-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const place = (name: string): string => join(folder, name);

/** A program that says its version, and notes that it was asked. */
function putProgram(name: string, version: string): void {
  writeFileSync(place(name), `#!/bin/sh\necho ${name} >> '${place('asked')}'\necho '${version}'\n`);
  chmodSync(place(name), 0o755);
}

function look() {
  const machine = { platform: 'linux', home: folder, temp: folder, env: { PATH: folder } } as const;
  const config = { ...buildDefaultConfig(machine), ytDlp: place('yt-dlp'), ffmpeg: place('ffmpeg') };
  return recordTools(createHost(config, machine));
}

test('each tool is asked for its version once, and its place and its version are told', async () => {
  for (const [name, version] of [
    ['yt-dlp', safeVersion],
    ['ffmpeg', 'ffmpeg version 7.1'],
    ['ffprobe', 'never asked'],
  ] as const)
    putProgram(name, version);
  const { config, ytDlp, ffmpeg } = await look();
  expect(config).toMatchObject({ ytDlp: place('yt-dlp'), ffmpeg: place('ffmpeg') });
  expect(ytDlp).toEqual({ tool: { path: place('yt-dlp'), version: safeVersion }, error: null });
  expect(ffmpeg).toEqual({ tool: { path: place('ffmpeg'), version: '7.1' }, error: null });
  expect(readFileSync(place('asked'), 'utf8').trim().split('\n').sort()).toEqual(['ffmpeg', 'yt-dlp']);
});

test('one that is too old to be safe is told, and stays where the settings have it', async () => {
  putProgram('yt-dlp', '2020.01.01');
  const { config, ytDlp } = await look();
  expect(config.ytDlp).toBe(place('yt-dlp'));
  expect(ytDlp).toMatchObject({ tool: null, error: { code: 'ytdlp.outdated' } });
});
