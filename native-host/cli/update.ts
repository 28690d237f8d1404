import { AppError } from '../../shared/app-error.ts';
import { type UpdateOutcome, updateSourceSchema } from '../../shared/protocol/companion-commands.ts';
import { writeConfig } from '../config.ts';
import type { Host } from '../host.ts';
import { updateYtDlp } from '../update/update-yt-dlp.ts';
import { isOlder } from '../yt-dlp/known-holes.ts';
import { type CliReport, defineCliCommand } from './define-cli-command.ts';

function describe({ version, path, newest, changed, holes, canRollBack }: UpdateOutcome): string[] {
  return [
    version === null
      ? 'There is no yt-dlp that runs.'
      : `yt-dlp ${version}${changed ? ', new' : ''}: ${path}`,
    ...(newest === null || (version !== null && !isOlder(version, newest)) ? [] : [`newest: ${newest}`]),
    ...(holes.length === 0 ? [] : [`known holes: ${holes.join(', ')}`]),
    ...(changed && canRollBack ? ['The one before is kept: update --rollback'] : []),
  ];
}

/** A setting of this side alone: no message of the extension can change it. */
async function allowHoles(answer: string, { machine, config }: Host): Promise<CliReport> {
  if (answer !== 'yes' && answer !== 'no')
    throw new AppError('input.invalid', '--allow-holes takes yes or no.');
  const allowUnsafeYtDlp = answer === 'yes';
  await writeConfig(machine, { ...config, allowUnsafeYtDlp });
  const line = allowUnsafeYtDlp
    ? 'A yt-dlp with known holes is used from now on; what it opens can then harm this machine.'
    : 'A yt-dlp with known holes is refused.';
  return { ok: true, lines: [line], json: { allowUnsafeYtDlp } };
}

export const update = defineCliCommand({
  name: 'update',
  usage: `update   installs yt-dlp for the companion alone, or brings it up to date
  --check              only say what is in use and what can be had
  --rollback           go back to the one before
  --from WAY           release (of GitHub) or pip; without: the release, or pip where GitHub cannot be reached
  --allow-holes yes    also use one with known holes; no: refuse it, as usual`,
  options: {
    check: { type: 'boolean' },
    rollback: { type: 'boolean' },
    from: { type: 'string' },
    'allow-holes': { type: 'string' },
  },
  operands: { from: 0, to: 0 },
  async run({ values, openHost, signal, progress }) {
    const host = await openHost();
    const answer = values['allow-holes'];
    if (answer !== undefined) return allowHoles(answer, host);
    const from = updateSourceSchema.nullable().safeParse(values.from ?? null);
    if (!from.success) throw new AppError('input.invalid', '--from takes release or pip.');
    const action = values.rollback ? 'rollback' : values.check ? 'check' : 'install';
    const outcome = await updateYtDlp(
      { action, from: from.data },
      {
        host,
        signal,
        emit: ({ stage, percent }) =>
          progress.show({ fraction: percent === null ? null : percent / 100, text: stage }),
      },
    );
    return { ok: outcome.version !== null, lines: describe(outcome), json: outcome };
  },
});
