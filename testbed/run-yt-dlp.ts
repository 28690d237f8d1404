/** For tests: runs the real yt-dlp on a testbed. */
import { execFile } from 'node:child_process';
import { type Address, buildProxyEnvironment, buildYtDlpFlags } from './client-settings.ts';

/** How yt-dlp is started on this machine: `command ...args`, with `env` added. */
export interface YtDlpCommand {
  command: string;
  args: string[];
  env: Record<string, string>;
}

export interface YtDlpResult {
  exitCode: number;
  stdout: string;
  /** Warnings and errors, without those that are known. */
  complaints: string[];
}

/** Flags that keep the machine's own settings out, with Node for the player's scripts. */
const isolation = [
  '--ignore-config',
  '--no-update',
  '--no-cache-dir',
  '--no-js-runtimes',
  '--js-runtimes',
  `node:${process.execPath}`,
];

/** Runs yt-dlp to its end, whatever that is. */
export function runYtDlp(
  ytDlp: YtDlpCommand,
  testbed: Address,
  args: readonly string[],
): Promise<YtDlpResult> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    ...ytDlp.env,
    ...buildProxyEnvironment(testbed),
  };
  const all = [...ytDlp.args, ...buildYtDlpFlags(testbed), ...isolation, ...args];
  return new Promise((resolve) => {
    execFile(ytDlp.command, all, { env, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ exitCode, stdout, complaints: findComplaints(stderr) });
    });
  });
}

/** What it says on every machine: an old version, and no library that can pass for a browser. */
const knownWarnings = ['is older than 90 days', 'no impersonate target is available'];

function findComplaints(stderr: string): string[] {
  return stderr
    .split('\n')
    .filter((line) => /^(WARNING|ERROR):/.test(line) && !knownWarnings.some((known) => line.includes(known)));
}
