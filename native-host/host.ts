/** What the commands work with: settings, tools and the machine. Made once per process. */
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';
import { buildConfigPath, type Machine, readMachine } from './directories.ts';
import { createLog, type Log } from './log.ts';

export interface Host {
  machine: Machine;
  config: Config;
  log: Log;
}

/** The log goes beside the settings. */
export const createHost = (config: Config, machine: Machine = readMachine()): Host => ({
  machine,
  config,
  log: createLog(join(dirname(buildConfigPath(machine)), 'companion.log')),
});
