import { readConfig } from '../config.ts';
import { uninstall as takeAway } from '../install/install.ts';
import { defineCliCommand } from './define-cli-command.ts';

export const uninstall = defineCliCommand({
  name: 'uninstall',
  usage: `uninstall   removes what install wrote; archives and downloads stay
  --dry-run            say what would be removed`,
  options: { 'dry-run': { type: 'boolean' } },
  operands: { from: 0, to: 0 },
  async run({ machine, values }) {
    const dryRun = values['dry-run'] ?? false;
    const removed = await takeAway(machine, await readConfig(machine), dryRun);
    const verb = dryRun ? 'would remove' : 'removed';
    const lines = removed.length > 0 ? removed.map((path) => `${verb} ${path}`) : ['nothing to remove'];
    return { ok: true, lines, json: { removed } };
  },
});
