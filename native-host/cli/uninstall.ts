import { AppError } from '../../shared/app-error.ts';
import { type Config, readConfig } from '../config.ts';
import { checkHome, type Machine } from '../directories.ts';
import { realSystem } from '../install/system.ts';
import { uninstall as takeAway } from '../install/uninstall.ts';
import { defineCliCommand } from './define-cli-command.ts';

/** Null when they are broken, which must not keep what was installed in its place. */
async function readInstalled(machine: Machine): Promise<Config | null> {
  try {
    return await readConfig(machine);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'host.settings') return null;
    throw thrown;
  }
}

export const uninstall = defineCliCommand({
  name: 'uninstall',
  usage: `uninstall   removes what install wrote; archives and downloads stay
  --dry-run            say what would be removed`,
  options: { 'dry-run': { type: 'boolean' } },
  operands: { from: 0, to: 0 },
  async run({ machine, values }) {
    checkHome(machine);
    const dryRun = values['dry-run'] ?? false;
    const config = await readInstalled(machine);
    const { removed, kept } = await takeAway({ machine, system: realSystem, config, dryRun });
    const verb = dryRun ? 'would remove' : 'removed';
    const lines = [
      ...removed.map((path) => `${verb} ${path}`),
      ...kept.map((path) => `The system keeps ${path}; uninstall again when it may be deleted.`),
    ];
    return {
      ok: kept.length === 0,
      lines: lines.length > 0 ? lines : ['nothing to remove'],
      json: { removed, kept },
    };
  },
});
