import { describe, expect, test } from 'vitest';
import { extensionId, firefoxExtensionId } from '../../../shared/extension-key.ts';
import { protocolVersion } from '../../../shared/protocol/envelope.ts';
import type { Machine } from '../../directories.ts';
import { createMemorySystem } from '../__fixtures__/memory-system.ts';
import { buildFlatpakLauncher, buildLauncher } from '../launcher.ts';
import { listManifestPlaces, type ManifestPlace } from '../locations.ts';
import { buildManifest } from '../manifest.ts';
import { judgeDisk, judgeFolder } from './folders.ts';
import { examineManifest } from './manifest.ts';
import { judgeStart } from './start.ts';
import { parseDebugLines, toReleaseMs } from './yt-dlp.ts';

const gibibyte = 1024 ** 3;

test.each([
  [0.1, 'failed'],
  [1, 'warning'],
  [5, 'ok'],
  [500, 'ok'],
])('%d GiB free is %s', (free, state) => {
  expect(judgeDisk('/d', free * gibibyte)).toMatchObject({ id: 'disk', state });
});

test('a full disk is no folder to be exchanged, a read-only one is', () => {
  expect(judgeFolder('archives', '/d', { isWhole: true, end: 'ENOSPC' })).toMatchObject({
    state: 'failed',
    text: 'The disk of /d is full.',
    fix: { kind: 'sentence' },
  });
  expect(judgeFolder('downloads', '/d', { isWhole: true, end: 'EROFS' })).toMatchObject({
    state: 'failed',
    fix: { action: 'choose-downloads' },
  });
});

describe('what yt-dlp says of itself', () => {
  test('is read from its debug lines', () => {
    const text =
      'x\n[debug] Optional libraries: certifi-1, yt_dlp_ejs-0.8.0\n[debug] JS runtimes: node-24.21.0\n';
    expect(parseDebugLines(text)).toEqual({ solver: '0.8.0', runtime: 'node-24.21.0' });
    expect(parseDebugLines('[debug] Optional libraries: none\n[debug] JS runtimes: none')).toEqual({
      solver: null,
      runtime: null,
    });
  });

  test('is nothing for one that does not know the options', () => {
    expect(parseDebugLines('yt-dlp: error: no such option: --no-js-runtimes')).toBeNull();
  });

  test('its version is the day of its release', () => {
    expect(toReleaseMs('2026.8.19')).toBe(Date.UTC(2026, 7, 19));
    expect(toReleaseMs('2026.08.19.233100')).toBe(Date.UTC(2026, 7, 19));
    expect(toReleaseMs('nightly')).toBeNull();
  });
});

describe('what came of a start', () => {
  const brief = (end: Parameters<typeof judgeStart>[0]) =>
    judgeStart(end).map(({ id, state }) => `${state} ${id}`);

  test.each([
    [
      'answered',
      { kind: 'answered', protocol: protocolVersion, version: '1', node: 'v24' },
      ['ok start', 'ok protocol'],
    ],
    [
      'answered by a newer one',
      { kind: 'answered', protocol: 99, version: '9', node: 'v24' },
      ['ok start', 'failed protocol'],
    ],
    ['ended', { kind: 'ended', exitCode: 1, errorText: 'SyntaxError' }, ['failed start']],
    ['garbled', { kind: 'garbled', reason: 'it is no frame' }, ['failed start']],
    ['silent', { kind: 'silent' }, ['failed start']],
    ['moved', { kind: 'refused', error: toError('host.moved') }, ['failed runtime']],
    ['broken settings', { kind: 'refused', error: toError('host.settings') }, ['failed settings']],
    ['another protocol', { kind: 'refused', error: toError('host.protocol') }, ['failed protocol']],
    ['not let in', { kind: 'refused', error: toError('host.forbidden') }, ['failed callers']],
    ['something else', { kind: 'refused', error: toError('host.failed') }, ['failed start']],
  ] as const)('%s', (_name, end, hops) => {
    expect(brief(end)).toEqual(hops);
  });
});

function toError(code: 'host.moved' | 'host.settings' | 'host.protocol' | 'host.forbidden' | 'host.failed') {
  return { code, message: 'why', context: {}, retryable: false };
}

describe('on systems that cannot be run here', () => {
  const caller = `chrome-extension://${extensionId}/`;
  const toCommand = (args: readonly string[]) => args.join(' ');

  const examine = (machine: Machine, place: ManifestPlace, system: ReturnType<typeof createMemorySystem>) =>
    examineManifest(place, {
      machine,
      system,
      caller: place.kind === 'firefox' ? firefoxExtensionId : caller,
      toCommand,
    });

  test('Windows: the registry, the manifest, the batch file, the program', async () => {
    const machine: Machine = { platform: 'win32', home: 'C:\\Users\\a', temp: 'C:\\T', env: {} };
    const system = createMemorySystem();
    const [place] = listManifestPlaces('brave', machine);
    if (!place) throw new Error('there is no place');
    const names = async () =>
      (await examine(machine, place, system)).hops.map(({ id, state }) => `${state} ${id}`);
    expect(await names()).toEqual(['failed manifest']);
    system.registry.set(place.registryKeys[1] ?? '', place.path);
    expect(await names()).toEqual(['failed manifest']);
    const program = { nodePath: null, mainPath: 'C:\\p\\star-export.exe' };
    const launcher = buildLauncher(machine, program, { configPath: 'C:\\c.json', privateFolder: 'C:\\l' });
    await system.writeText(place.path, buildManifest('chromium', launcher.path, [caller]), 0o644);
    expect((await names()).at(-1)).toBe('failed launcher');
    await system.writeText(launcher.path, launcher.text, 0o755);
    expect((await names()).at(-1)).toBe('failed runtime');
    await system.writeText(program.mainPath, '', 0o755);
    expect(await names()).toEqual([
      'ok manifest',
      'ok manifest-content',
      'ok callers',
      'ok launcher',
      'ok runtime',
    ]);
  });

  test('macOS: a program in a folder that is kept from what browsers start', async () => {
    const machine: Machine = { platform: 'darwin', home: '/Users/a', temp: '/tmp', env: {} };
    const system = createMemorySystem();
    const [place] = listManifestPlaces('chrome', machine);
    if (!place) throw new Error('there is no place');
    const last = async (mainPath: string) => {
      const settings = { configPath: '/c.json', privateFolder: '/l' };
      const launcher = buildLauncher(machine, { nodePath: null, mainPath }, settings);
      await system.writeText(place.path, buildManifest('chromium', launcher.path, [caller]), 0o644);
      await system.writeText(launcher.path, launcher.text, 0o755);
      await system.writeText(mainPath, '', 0o755);
      return (await examine(machine, place, system)).hops.at(-1);
    };
    expect(await last('/Users/a/Documents/star-export/companion')).toMatchObject({
      id: 'runtime',
      state: 'warning',
      text: expect.stringContaining('/Users/a/Documents/'),
    });
    expect(await last('/Users/a/code/star-export/companion')).toMatchObject({ id: 'runtime', state: 'ok' });
  });

  test('Flatpak: a launcher outside of the sandbox, and the permission to start it', async () => {
    const machine: Machine = { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} };
    const system = createMemorySystem();
    const place = listManifestPlaces('firefox', machine).find(({ sandbox }) => sandbox?.kind === 'flatpak');
    if (!place) throw new Error('there is no place');
    const last = async () => (await examine(machine, place, system)).hops.at(-1);
    const inner = buildFlatpakLauncher(machine, 'org.mozilla.firefox', '/l/companion');
    await system.writeText(place.path, buildManifest('firefox', inner.path, [firefoxExtensionId]), 0o644);
    await system.writeText(inner.path, inner.text, 0o755);
    expect(await last()).toMatchObject({
      id: 'launcher',
      state: 'failed',
      fix: { command: 'flatpak override --user --talk-name=org.freedesktop.Flatpak org.mozilla.firefox' },
    });
    system.permissions.add('org.mozilla.firefox');
    expect(await last()).toMatchObject({
      id: 'runtime',
      state: 'failed',
      text: expect.stringContaining('/l/companion'),
    });
    const program = { nodePath: null, mainPath: '/l/star-export' };
    const { text } = buildLauncher(machine, program, { configPath: '/c.json', privateFolder: '/l' });
    await system.writeText('/l/companion', text, 0o755);
    await system.writeText(program.mainPath, '', 0o755);
    expect(await last()).toMatchObject({ id: 'runtime', state: 'ok' });
  });
});
