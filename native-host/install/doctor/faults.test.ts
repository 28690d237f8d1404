/** One fault at a time on a machine where all else is well: it is named, with what repairs it, and nothing else is. */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Hop, HopId } from '../../../shared/doctor.ts';
import { createHealthyMachine, type HealthyMachine, todayMs } from './__fixtures__/healthy-machine.ts';

const reinstall = { kind: 'command', command: 'star-export install --browser chromium' };
const update = { kind: 'action', action: 'update' };

const changeManifest = ({ manifest }: HealthyMachine, change: Record<string, unknown>): void =>
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), ...change }));

interface Fault {
  name: string;
  seed(machine: HealthyMachine): void | Promise<void>;
  look?: Parameters<HealthyMachine['examine']>[0];
  id: HopId;
  state?: Hop['state'];
  text: RegExp;
  fix: Record<string, unknown>;
}

const faults: Fault[] = [
  {
    name: 'the manifest is missing',
    seed: ({ manifest }) => rmSync(manifest),
    id: 'manifest',
    text: /no manifest at .*chromium/,
    fix: reinstall,
  },
  {
    name: 'the manifest is not JSON',
    seed: ({ manifest }) => writeFileSync(manifest, '{"name":'),
    id: 'manifest-content',
    text: /it is not JSON/,
    fix: reinstall,
  },
  {
    name: 'the manifest has another name',
    seed: (machine) => changeManifest(machine, { name: 'org.other' }),
    id: 'manifest-content',
    text: /its name is not org\.star_export/,
    fix: reinstall,
  },
  {
    name: 'the manifest names a relative path',
    seed: (machine) => changeManifest(machine, { path: 'companion' }),
    id: 'manifest-content',
    text: /no absolute path/,
    fix: reinstall,
  },
  {
    name: 'the manifest was written for Firefox',
    seed: (machine) => changeManifest(machine, { allowed_origins: undefined, allowed_extensions: ['a@b'] }),
    id: 'manifest-content',
    text: /no allowed_origins/,
    fix: reinstall,
  },
  {
    name: 'the manifest lets in everybody, which no browser takes',
    seed: (machine) => changeManifest(machine, { allowed_origins: ['chrome-extension://*/'] }),
    id: 'manifest-content',
    text: /not exact/,
    fix: reinstall,
  },
  {
    name: 'the manifest lets in another extension',
    seed: (machine) =>
      changeManifest(machine, { allowed_origins: [`chrome-extension://${'a'.repeat(32)}/`] }),
    id: 'callers',
    text: /lets in chrome-extension:\/\/a+\/, and not chrome-extension:\/\/moneef/,
    fix: {
      command: 'star-export install --browser chromium --extension-id moneefimbibohlpopfbdbgoladjdkgjp',
    },
  },
  {
    name: 'the folder of the launcher was moved',
    seed: ({ launcher }) => renameSync(dirname(launcher), `${dirname(launcher)}-moved`),
    id: 'launcher',
    text: /companion is gone; its folder was moved/,
    fix: reinstall,
  },
  {
    name: 'the launcher may not be run',
    seed: ({ launcher }) => chmodSync(launcher, 0o644),
    id: 'launcher',
    text: /may not be run/,
    fix: { kind: 'command', command: expect.stringMatching(/^chmod \+x .*companion$/) },
  },
  {
    name: 'the Node of the launcher is gone',
    seed: ({ node }) => rmSync(node),
    id: 'runtime',
    text: /Node is not at .*bin\/node any more/,
    fix: reinstall,
  },
  {
    name: 'the checkout was moved',
    seed: ({ main }) => renameSync(dirname(main), `${dirname(main)}-moved`),
    id: 'runtime',
    text: /program is not at .*checkout\/main\.ts any more/,
    fix: reinstall,
  },
  {
    name: 'Node is too old',
    seed: ({ writeProgram }) => void writeProgram('node', 'echo v18.20.4'),
    id: 'node',
    text: /Node v18\.20\.4; it needs 22/,
    fix: { kind: 'sentence', text: expect.stringContaining('nodejs.org') },
  },
  {
    name: 'there is no yt-dlp',
    seed: ({ bin }) => rmSync(join(bin, 'yt-dlp')),
    id: 'yt-dlp',
    text: /not found/,
    fix: update,
  },
  {
    name: 'yt-dlp has known holes',
    seed: ({ writeYtDlp }) => writeYtDlp('2026.02.21'),
    id: 'yt-dlp',
    text: /known holes and is not used: CVE-2026-55404/,
    fix: update,
  },
  {
    name: 'yt-dlp has known holes and the user wants it',
    async seed({ writeYtDlp, change }) {
      writeYtDlp('2026.02.21');
      await change({ allowUnsafeYtDlp: true });
    },
    id: 'yt-dlp',
    state: 'warning',
    text: /used all the same/,
    fix: update,
  },
  {
    name: 'yt-dlp is old',
    seed: ({ writeYtDlp }) => writeYtDlp('2026.07.10'),
    id: 'yt-dlp',
    state: 'warning',
    text: /134 days old/,
    fix: update,
  },
  {
    name: 'yt-dlp crashes',
    seed: ({ writeProgram }) => void writeProgram('yt-dlp', 'echo Traceback >&2; exit 1'),
    id: 'yt-dlp',
    text: /does not run/,
    fix: update,
  },
  {
    name: 'yt-dlp came without its solver',
    seed: ({ writeYtDlp }) =>
      writeYtDlp(
        '2026.11.01',
        '[debug] Optional libraries: requests-2.34.2\n[debug] JS runtimes: node-24.21.0',
      ),
    id: 'yt-dlp-solver',
    state: 'warning',
    text: /without the package yt-dlp-ejs/,
    fix: update,
  },
  {
    name: 'yt-dlp does not take our Node',
    seed: ({ writeYtDlp }) =>
      writeYtDlp('2026.11.01', '[debug] Optional libraries: yt_dlp_ejs-0.8.0\n[debug] JS runtimes: none'),
    id: 'js-runtime',
    state: 'warning',
    text: /none of the programs/,
    fix: update,
  },
  {
    name: 'there is no ffmpeg',
    seed: ({ bin }) => rmSync(join(bin, 'ffmpeg')),
    id: 'ffmpeg',
    text: /not found/,
    fix: { kind: 'sentence', text: expect.stringContaining('ffmpeg.org') },
  },
  {
    name: 'there is no ffprobe, on a system with packages',
    seed({ bin, writeProgram }) {
      rmSync(join(bin, 'ffprobe'));
      writeProgram('apt-get', '');
    },
    id: 'ffmpeg',
    text: /not found/,
    fix: { kind: 'command', command: 'sudo apt-get install ffmpeg' },
  },
  {
    name: 'ffmpeg does not list libx264',
    seed: ({ writeFfmpeg }) => writeFfmpeg(['libvpx-vp9', 'aac', 'libopus', 'libmp3lame']),
    id: 'encoders',
    state: 'warning',
    text: /cannot write h264/,
    fix: { kind: 'sentence', text: expect.stringContaining('full build') },
  },
  {
    name: 'ffmpeg lists an encoder that does not work',
    seed: ({ writeFfmpeg }) => writeFfmpeg(undefined, ['libmp3lame']),
    id: 'encoders',
    state: 'warning',
    text: /cannot write mp3/,
    fix: { kind: 'sentence' },
  },
  {
    name: 'the folder for archives lies in a place that takes no files',
    seed: ({ change, machine }) =>
      change({ root: '/proc/archives', downloads: join(machine.home, 'Downloads') }),
    id: 'archives',
    text: /\/proc\/archives cannot be written to/,
    fix: { kind: 'action', action: 'choose-archives' },
  },
  {
    name: 'the folder for downloads is a file',
    seed({ change, machine }) {
      writeFileSync(join(machine.home, 'file'), '');
      return change({ downloads: join(machine.home, 'file') });
    },
    id: 'downloads',
    text: /file is not a folder/,
    fix: { kind: 'action', action: 'choose-downloads' },
  },
  {
    name: 'the clock is years behind',
    seed: () => undefined,
    look: { nowMs: Date.UTC(2020, 0, 1) },
    id: 'clock',
    text: /2020-01-01 00:00 UTC, which is over/,
    fix: { kind: 'sentence', text: expect.stringContaining('date and time') },
  },
  {
    name: 'browser and companion have different clocks',
    seed: () => undefined,
    look: { callerNowMs: todayMs - 3_600_000 },
    id: 'clock',
    state: 'warning',
    text: /3600 s apart/,
    fix: { kind: 'sentence' },
  },
  {
    name: 'a killed companion has left a login',
    seed: ({ machine }) => void mkdirSync(join(machine.home, 'run', 'star-export-job-999999999-abc123')),
    id: 'leftovers',
    state: 'warning',
    text: /left logins behind: .*star-export-job-999999999/,
    fix: { kind: 'command', command: expect.stringMatching(/^rm -r .*abc123$/) },
  },
  {
    name: 'the log is a folder',
    seed: ({ machine }) => void mkdirSync(join(machine.home, '.config', 'star-export', 'companion.log')),
    id: 'log',
    state: 'warning',
    text: /companion\.log cannot be written to/,
    fix: { kind: 'sentence' },
  },
];

test('where all is well nothing is named', async () => {
  expect(await (await createHealthyMachine()).examine()).toEqual([]);
});

describe.skipIf(process.platform !== 'linux')('when', () => {
  test.each(faults)('$name', async ({ seed, look, id, state = 'failed', text, fix }) => {
    const machine = await createHealthyMachine();
    await seed(machine);
    const hops = await machine.examine(look);
    expect(hops.map((hop) => `${hop.state} ${hop.id}`)).toEqual([`${state} ${id}`]);
    expect(hops[0]?.text).toMatch(text);
    expect(hops[0]?.fix).toMatchObject(fix);
  });

  test('PATH is empty, tools that were noted are found, and others are named', async () => {
    const machine = await createHealthyMachine();
    const ytDlp = join(machine.bin, 'yt-dlp');
    await machine.change({ ytDlp, ffmpeg: join(machine.bin, 'ffmpeg') });
    machine.machine.env = {};
    expect(await machine.examine()).toEqual([]);
    await machine.change({ ytDlp: null, ffmpeg: null });
    expect((await machine.examine()).map(({ id }) => id)).toEqual(['yt-dlp', 'ffmpeg']);
  });

  test('another browser is used for which nothing was installed, it is only mentioned', async () => {
    const machine = await createHealthyMachine();
    mkdirSync(join(machine.machine.home, '.mozilla'));
    expect(await machine.examine()).toEqual([]);
  });
});
