import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { Refusal } from '../../shared/model/archive.ts';
import { toPrintable } from '../../shared/printable.ts';
import type { Verification, VerifyControl } from '../archive/run-check.ts';
import { verifyArchive } from '../archive/verify-archive.ts';
import { verifyZip } from '../archive/verify-zip.ts';
import { type CliCall, type CliReport, defineCliCommand } from './define-cli-command.ts';

/** The absolute path of an archive's folder or ZIP. */
export async function findPath(path: string): Promise<string> {
  return realpath(path).catch((cause: unknown) => {
    throw new AppError('input.unreadable', `${path} is not there.`, { cause });
  });
}

/** Where nothing can be said, because it could not be read. */
export const unreadExitCode = 3;

/** 0: whole, 1: damaged, 2: not an archive, 3: what is not known to be damaged could not all be read. */
export const toExitCode = (problems: readonly Refusal[]): number => {
  if (problems.some(({ code }) => code === 'archive.no_manifest')) return 2;
  if (problems.some(({ code }) => code !== 'archive.unreadable')) return 1;
  return problems.length === 0 ? 0 : unreadExitCode;
};

/** A line for each problem; a hostile name neither breaks it nor commands the terminal. */
export const toLines = (problems: readonly Refusal[]): string[] =>
  problems.map(({ id, code, message }) => toPrintable(`${code} ${id}: ${message}`));

/** How many they are, in words. */
export const countProblems = ({ length }: readonly Refusal[]): string =>
  `${length} ${length === 1 ? 'problem' : 'problems'}`;

/** How far the check is, as a bar. */
export const showChecked =
  (progress: CliCall<Record<string, never>>['progress']) =>
  (checked: number, total: number): void =>
    progress.show({ fraction: checked / total, text: `${checked} of ${total} files` });

/** Checks a ZIP, or the parts of one; what cannot be known as an archive is a problem, as with a folder. */
async function checkZip(path: string, control: VerifyControl): Promise<Verification> {
  try {
    return await verifyZip(path, control);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'input.unreadable') throw thrown;
    const problem = { id: basename(path), code: 'archive.no_manifest' as const, message: thrown.message };
    return { checked: 0, problems: [problem] };
  }
}

/** Null for a folder. */
export const checkIfZip = async (path: string, control: VerifyControl): Promise<Verification | null> =>
  (await stat(path)).isDirectory() ? null : checkZip(path, control);

/** Unlike the command of the wire it takes any folder, also a ZIP, and leaves everything as it is. */
export const verify = defineCliCommand({
  name: 'verify',
  usage: `verify PATH   checks an archive, a folder or a ZIP (of parts any), against its manifest
  exit code 0: whole; 1: damaged; 2: not an archive, or not to be known as one (no manifest, a ZIP without
  its list of files); 3: it could not be read`,
  options: {},
  operands: { from: 1, to: 1 },
  failureCode: unreadExitCode,
  async run({ operands: [operand = ''], signal, progress }): Promise<CliReport> {
    const path = await findPath(operand);
    const control = { signal, onChecked: showChecked(progress) };
    const found =
      (await checkIfZip(path, control)) ?? (await verifyArchive({ folder: basename(path), path }, control));
    const exitCode = toExitCode(found.problems);
    const last = `${found.checked} ${found.checked === 1 ? 'file' : 'files'} checked, ${countProblems(found.problems)}`;
    return { ok: exitCode === 0, exitCode, lines: [...toLines(found.problems), last], json: found };
  },
});
