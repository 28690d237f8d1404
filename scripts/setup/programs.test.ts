import { describe, expect, it } from 'vitest';
import { prepareChromium } from './chromium.ts';
import { createFakeSystem } from './fake-system.ts';
import { prepareFfmpeg } from './ffmpeg.ts';

const chromiumSays = 'Chromium 150.0.7871.100 built on Debian GNU/Linux 12 (bookworm)\n';
const ffmpegSays = (name: string) =>
  `${name} version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers\n`;
const findSnap = (name: string) => (name.startsWith('chromium') ? `/snap/bin/${name}` : null);
const noPlaywright = '/nowhere/chrome';

describe('Chromium', () => {
  it('is taken from PATH without a word when it is there', async () => {
    const system = createFakeSystem(['chromium'], () => chromiumSays);
    expect(await prepareChromium(system, noPlaywright)).toEqual({
      path: '/usr/bin/chromium',
      version: '150.0.7871.100',
    });
    expect(system.said).toEqual([]);
  });

  it('is installed when it is missing', async () => {
    const system = createFakeSystem(
      ['apt-get'],
      (line, machine) => {
        if (line.includes('install')) machine.add('chromium');
        return line.includes('--version') ? chromiumSays : '';
      },
      { isRoot: true },
    );
    expect((await prepareChromium(system, noPlaywright)).path).toBe('/usr/bin/chromium');
    expect(system.said).toHaveLength(2);
  });

  it('is not replaced by branded Chrome, which loads no extension from the command line', async () => {
    const system = createFakeSystem(['google-chrome'], () => 'Google Chrome 150.0.7871.100');
    await expect(prepareChromium(system, noPlaywright)).rejects.toThrow('Chromium is missing');
  });

  it("is Playwright's where Chromium is a snap, which cannot read the extension", async () => {
    const traits = { families: ['ubuntu', 'debian'], isRoot: true, find: findSnap };
    const without = createFakeSystem([], () => chromiumSays, traits);
    await expect(prepareChromium(without, noPlaywright)).rejects.toThrow(
      'npx playwright install --with-deps chromium',
    );
    const withOne = createFakeSystem([], () => chromiumSays, { ...traits, isFile: () => true });
    expect((await prepareChromium(withOne, '/cache/chrome')).path).toBe('/cache/chrome');
  });
});

describe('ffmpeg', () => {
  it('comes with ffprobe or is installed', async () => {
    const system = createFakeSystem(
      ['apt-get', 'ffmpeg'],
      (line, machine) => {
        if (line.includes('install')) machine.add('ffprobe');
        return ffmpegSays(line.includes('ffprobe') ? 'ffprobe' : 'ffmpeg');
      },
      { isRoot: true },
    );
    expect(await prepareFfmpeg(system)).toEqual({
      ffmpeg: { path: '/usr/bin/ffmpeg', version: '5.1.9-0+deb12u1' },
      ffprobe: { path: '/usr/bin/ffprobe', version: '5.1.9-0+deb12u1' },
    });
    expect(system.ran.some((line) => line.endsWith('install ffmpeg'))).toBe(true);
  });

  it('that does not start even when installed is an error, not a success', async () => {
    const system = createFakeSystem(
      ['apt-get', 'ffmpeg', 'ffprobe'],
      (line) => (line.includes('apt') ? '' : null),
      {
        isRoot: true,
      },
    );
    await expect(prepareFfmpeg(system)).rejects.toThrow('does not start');
  });
});
