import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { verifyArchive } from '../archive/verify-archive.ts';
import { defineCliCommand } from './define-cli-command.ts';

/** Unlike the command of the wire it takes any folder, and leaves everything as it is. */
export const verify = defineCliCommand({
  name: 'verify',
  usage: 'verify DIR   checks an archive against its manifest',
  options: {},
  operands: { from: 1, to: 1 },
  async run({ operands: [folder = ''], signal, progress }) {
    const path = await realpath(folder).catch((cause: unknown) => {
      throw new AppError('input.unreadable', `${folder} is not there.`, { cause });
    });
    const found = await verifyArchive(
      { folder: basename(path), path },
      {
        signal,
        onChecked: (checked, total) =>
          progress.show({ fraction: checked / total, text: `${checked} of ${total} files` }),
      },
    );
    const lines = found.problems.map(({ id, code, message }) => `${code} ${id}: ${message}`);
    return {
      ok: lines.length === 0,
      lines: [...lines, `${found.checked} files checked, ${lines.length} problems`],
      json: found,
    };
  },
});
