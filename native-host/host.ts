/** What the commands work with: settings, tools and the machine. */
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readErrno } from './archive/file-errors.ts';
import { type Config, readConfig } from './config.ts';
import { buildConfigPath, type Machine, readMachine } from './directories.ts';
import { createLog, type Log } from './log.ts';

/** It does not change: a command works with the settings it was started with. */
export interface Host {
  machine: Machine;
  config: Config;
  log: Log;
}

/** Where the log is: beside the settings. */
export const buildLogPath = (machine: Machine): string =>
  join(dirname(buildConfigPath(machine)), 'companion.log');

/** A host with these settings, whatever the file says. */
export const createHost = (config: Config, machine: Machine = readMachine()): Host => ({
  machine,
  config,
  log: createLog(buildLogPath(machine)),
});

/** The settings as they are now; the command line changes them while a companion is running. */
export interface HostSource {
  machine: Machine;
  log: Log;
  /** The same host while the file of the settings is the same. Throws `host.failed` when it is broken. */
  read(): Promise<Host>;
}

/** Which file lies there; settings are replaced, so another file has another number. */
async function readMark(path: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    return readErrno(error) ?? 'unreadable';
  }
}

/** Nothing is read before the first `read`. */
export function createHostSource(machine: Machine): HostSource {
  const path = buildConfigPath(machine);
  const log = createLog(buildLogPath(machine));
  let last: { mark: string; host: Host } | null = null;
  return {
    machine,
    log,
    async read() {
      const mark = await readMark(path);
      if (last?.mark !== mark) last = { mark, host: { machine, log, config: await readConfig(machine) } };
      return last.host;
    },
  };
}
