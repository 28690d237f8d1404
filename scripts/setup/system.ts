/** The machine as setting up sees it. Tests pass one of their own. */
import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** How a finished program ended. */
export interface Ended {
  ok: boolean;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** Added to the environment. */
  env?: Record<string, string>;
  /** @default 60_000 */
  timeoutMs?: number;
}

export interface System {
  platform: NodeJS.Platform;
  arch: string;
  home: string;
  isRoot: boolean;
  /** ID and ID_LIKE of /etc/os-release, such as `['ubuntu', 'debian']`; empty elsewhere. */
  families: string[];
  /** Absolute path of a command on PATH, or null. */
  find(command: string): string | null;
  isFile(path: string): boolean;
  /** Runs a program to its end. Never throws: one that does not start is not ok, with the reason in stderr. */
  run(command: string, args: string[], options?: RunOptions): Promise<Ended>;
  /** Tells the person in front of it, in one line. */
  say(line: string): void;
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** First match on PATH; on Windows with the endings of PATHEXT. */
function findOnPath(command: string): string | null {
  const endings = process.platform === 'win32' ? (process.env.PATHEXT ?? '.EXE').split(';') : [''];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const found = endings.map((ending) => join(folder, command + ending)).find(isExecutableFile);
    if (folder && found) return found;
  }
  return null;
}

/** The words of ID and ID_LIKE in an os-release file. */
export function parseFamilies(osRelease: string): string[] {
  const lines = osRelease.matchAll(/^ID(?:_LIKE)?=(.*)$/gm);
  return [...lines].flatMap(([, value = '']) => value.replaceAll('"', '').split(' ')).filter(Boolean);
}

function readFamilies(): string[] {
  try {
    return parseFamilies(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return [];
  }
}

function runProgram(command: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  const { env = {}, timeoutMs = 60_000 } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', (error) => resolve({ ok: false, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, stdout, stderr }));
  });
}

/** The machine we run on. */
export const createSystem = (): System => ({
  platform: process.platform,
  arch: process.arch,
  home: homedir(),
  isRoot: process.getuid?.() === 0,
  families: readFamilies(),
  find: findOnPath,
  isFile: isExecutableFile,
  run: runProgram,
  say: (line) => process.stdout.write(`${line}\n`),
});
