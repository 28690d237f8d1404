import type { Refusal } from '../../shared/model/archive.ts';
import { findArchive, removeWorkFiles } from '../archive/folder.ts';
import { verifyArchive } from '../archive/verify-archive.ts';
import { defineCommand } from '../define-command.ts';
import { createCountGate } from '../event-gate.ts';

/** So that the answer fits into one frame; the rest is counted. */
const maxProblems = 1000;

function limitProblems(problems: Refusal[]): Refusal[] {
  if (problems.length <= maxProblems) return problems;
  const more = `${problems.length - maxProblems} more files have problems.`;
  return [...problems.slice(0, maxProblems), { id: '…', code: 'archive.damaged', message: more }];
}

/** A clean archive also loses the marks of its making. */
export const verify = defineCommand('verify', async ({ folder }, { host, signal, emit }) => {
  const archive = await findArchive(host.config.root, folder);
  const onChecked = createCountGate((checked, total) => emit({ checked, total }));
  const { checked, problems } = await verifyArchive(archive, { signal, onChecked });
  if (problems.length === 0) await removeWorkFiles(archive);
  return { checked, problems: limitProblems(problems) };
});
