import { describe, expect, it } from 'vitest';
import { createFakeSystem } from '../setup/fake-system.ts';
import { chooseBrowser, findBrowsers } from './find-browsers.ts';

const isFile = () => true;

describe('the browsers of a machine', () => {
  it('on Linux are the commands on PATH, Chromium before branded ones', () => {
    const system = createFakeSystem(['google-chrome', 'chromium'], () => '', { isFile });
    expect(findBrowsers(system, {})).toEqual([
      { id: 'chromium', label: 'Chromium', path: '/usr/bin/chromium', takesExtensions: true },
      { id: 'chrome', label: 'Google Chrome', path: '/usr/bin/google-chrome', takesExtensions: false },
    ]);
  });

  it('on macOS are applications, of the machine or of the user', () => {
    const own = '/home/someone/Applications/Brave Browser.app/Contents/MacOS/Brave Browser';
    const system = createFakeSystem([], () => '', { platform: 'darwin', isFile: (path) => path === own });
    expect(findBrowsers(system, {}).map(({ path }) => path)).toEqual([own]);
  });

  it('on Windows are in the program folders', () => {
    const place = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const system = createFakeSystem([], () => '', { platform: 'win32', isFile: (path) => path === place });
    const env = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' };
    expect(findBrowsers(system, env).map(({ id }) => id)).toEqual(['edge']);
  });

  it('that are snaps get the extension by hand', () => {
    const system = createFakeSystem([], () => '', { isFile, find: (name) => `/snap/bin/${name}` });
    expect(findBrowsers(system, {})[0]?.takesExtensions).toBe(false);
  });
});

describe('choosing a browser', () => {
  const system = createFakeSystem(['chromium', 'brave'], () => '', {
    isFile: (path) => path.startsWith('/'),
  });
  const found = findBrowsers(system, {});

  it('takes the first one, or the one that is named', () => {
    expect(chooseBrowser(system, found, undefined)?.id).toBe('chromium');
    expect(chooseBrowser(system, found, 'brave')?.path).toBe('/usr/bin/brave');
  });

  it('takes any other by its path', () => {
    expect(chooseBrowser(system, found, '/opt/thorium/thorium')).toMatchObject({
      id: 'other',
      takesExtensions: true,
    });
  });

  it('finds nothing for a name that is not there', () => {
    expect(chooseBrowser(system, found, 'opera')).toBeNull();
  });
});
