/** A machine where all is well: a home folder of its own, an installation, and stand-ins for the tools. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Hop } from '../../../../shared/doctor.ts';
import { extensionId } from '../../../../shared/extension-key.ts';
import { hostName, protocolVersion } from '../../../../shared/protocol/envelope.ts';
import { buildDefaultConfig, type Config, readConfig, writeConfig } from '../../../config.ts';
import type { Machine } from '../../../directories.ts';
import { createHost } from '../../../host.ts';
import { install } from '../../install.ts';
import { realSystem } from '../../system.ts';
import { examineHost } from '../examine-host.ts';
import { examineInstall } from '../examine-install.ts';
import { type StartEnd, startLauncher } from '../start.ts';

/** The day on which the tests take place. */
export const todayMs = Date.UTC(2026, 10, 21);

export const debugLines = [
  '[debug] Optional libraries: certifi-2026.05.20, requests-2.34.2, yt_dlp_ejs-0.8.0',
  '[debug] JS runtimes: node-24.21.0',
].join('\n');

const listed = ['libx264', 'libvpx-vp9', 'aac', 'libopus', 'libmp3lame'];

export interface HealthyMachine {
  machine: Machine;
  bin: string;
  launcher: string;
  manifest: string;
  /** What the launcher runs, in place of Node. */
  node: string;
  main: string;
  writeProgram(name: string, script: string): string;
  writeYtDlp(version: string, debug?: string): void;
  /** `broken` are encoders that are listed and do not work. */
  writeFfmpeg(encoders?: string[], broken?: string[]): void;
  change(settings: Partial<Config>): Promise<void>;
  /** Hops that are not ok. With `start: 'real'` the launcher is started. */
  examine(options?: { start?: 'real'; nowMs?: number; callerNowMs?: number }): Promise<Hop[]>;
}

const answered: StartEnd = { kind: 'answered', protocol: protocolVersion, version: '0.1.0', node: 'v24.0.0' };

/** A system without folders where programs are looked for beside PATH, so that those of this machine stay out. */
export async function createHealthyMachine(): Promise<HealthyMachine> {
  const home = mkdtempSync(join(tmpdir(), 'star-doctor-'));
  const bin = join(home, 'bin');
  const run = join(home, 'run');
  for (const folder of [bin, run, join(home, '.config', 'chromium')]) mkdirSync(folder, { recursive: true });
  const machine: Machine = { platform: 'freebsd', home, temp: run, env: { PATH: bin, XDG_RUNTIME_DIR: run } };
  const writeProgram = (name: string, script: string): string => {
    const path = join(bin, name);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const writeYtDlp = (version: string, debug = debugLines): void => {
    writeProgram('yt-dlp', `case "$*" in --version) echo ${version} ;; *) printf '%s\\n' "${debug}" >&2; exit 2 ;; esac`);
  };
  const writeFfmpeg = (encoders = listed, broken: string[] = []): void => {
    const names = encoders.map((name) => `echo ' V....D ${name} an encoder'`).join('; ');
    const failing = broken.map((name) => `*${name}*) exit 1 ;;`).join(' ');
    writeProgram(
      'ffmpeg',
      `case "$*" in -version) echo 'ffmpeg version 7.1 Copyright' ;; *-encoders*) ${names} ;; ${failing} esac`,
    );
  };
  writeYtDlp('2026.11.01');
  writeFfmpeg();
  writeProgram('ffprobe', 'exit 0');
  const node = writeProgram('node', `case "$1" in --version) echo v24.21.0 ;; *) exec '${process.execPath}' "$@" ;; esac`);
  const main = join(home, 'checkout', 'main.ts');
  mkdirSync(dirname(main));
  writeFileSync(main, `import '${new URL('../../../main.ts', import.meta.url).href}';\n`);
  const { written } = await install({
    machine,
    system: realSystem,
    config: buildDefaultConfig(machine),
    program: { nodePath: node, mainPath: main },
    copyAs: null,
    browsers: ['chromium'],
    userDataDirectory: null,
    grant: false,
    dryRun: false,
  });
  const [, launcher = '', manifest = ''] = written;

  return {
    machine,
    bin,
    launcher,
    manifest,
    node,
    main,
    writeProgram,
    writeYtDlp,
    writeFfmpeg,
    async change(settings) {
      await writeConfig(machine, { ...(await readConfig(machine)), ...settings });
    },
    async examine({ start, nowMs = todayMs, callerNowMs = nowMs } = {}) {
      const config = await readConfig(machine);
      const [findings] = await examineInstall({
        machine,
        system: realSystem,
        installed: config.installed,
        browsers: [],
        extensionId,
        toCommand: (args) => ['star-export', ...args].join(' '),
        start: start === 'real' ? startLauncher : async () => answered,
      });
      const hops = await examineHost({
        host: createHost(config, machine),
        nowMs,
        callerNowMs,
        onHop: () => undefined,
      });
      return [...(findings?.hops ?? []), ...hops].filter(({ state }) => state !== 'ok');
    },
  };
}

export const manifestName = `${hostName}.json`;
