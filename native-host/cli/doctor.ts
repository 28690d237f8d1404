import { diagnose } from '../install/doctor.ts';
import { defineCliCommand } from './define-cli-command.ts';

export const doctor = defineCliCommand({
  name: 'doctor',
  usage: 'doctor   what can be checked from outside the browser',
  options: {},
  operands: { from: 0, to: 0 },
  async run({ openHost }) {
    const diagnosis = await diagnose(await openHost());
    const lines = diagnosis.checks.map(({ name, ok, text }) => `${ok ? 'ok ' : 'BAD'} ${name}: ${text}`);
    const hint = 'Whether the browser can start the companion only the extension can tell: open its popup.';
    return { ok: diagnosis.checks.every(({ ok }) => ok), lines: [...lines, hint], json: diagnosis };
  },
});
