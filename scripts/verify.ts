/**
 * Answers "is my archive whole?": `npm run verify -- PATH` for a folder or a ZIP.
 * Exit code 0: whole. 1: damaged, and each difference is named. 2: not an archive, or not to be known as one any more: there
 * is no manifest to compare with, or no ZIP whose list of files is in order. 3: it could not be read, so nothing can be said.
 */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ArchiveReader } from '../shared/verify/archive-reader.ts';
import { checkArchive } from '../shared/verify/check-archive.ts';
import { isReadRefused } from '../shared/verify/read-refused.ts';
import { nodeTools } from './verify/node-tools.ts';
import { openFolder } from './verify/open-folder.ts';
import { openZip } from './verify/open-zip.ts';
import { formatCompleteness, formatDifference, formatSummary } from './verify/report.ts';

const usage = 'usage: npm run verify -- PATH   (the folder or the ZIP of an archive; of parts, any of them)';

async function openArchive(path: string): Promise<ArchiveReader> {
  return (await stat(path)).isDirectory() ? openFolder(path) : openZip(path);
}

/** Overwrites itself on a terminal, and is silent in a pipe or a log. */
function showProgress(checkedFiles: number, totalFiles: number): void {
  if (process.stderr.isTTY) {
    process.stderr.write(
      checkedFiles < totalFiles ? `\rchecked ${checkedFiles} of ${totalFiles}` : '\r\u001b[K',
    );
  }
}

async function verify(path: string): Promise<number> {
  const reader = await openArchive(path);
  try {
    let isArchive = true;
    const result = await checkArchive(reader, {
      ...nodeTools,
      onDifference(difference) {
        if (difference.code === 'archive.no_manifest') isArchive = false;
        console.log(formatDifference(difference));
      },
      onChecked: showProgress,
    });
    if (result.manifest) console.log(formatCompleteness(result.manifest.completeness));
    console.log(formatSummary(reader.label, result));
    if (!isArchive) return 2;
    if (result.differences > result.unreadFiles) return 1;
    return result.unreadFiles > 0 ? 3 : 0;
  } finally {
    await reader.close();
  }
}

const [path, ...rest] = process.argv.slice(2);
if (path === undefined || path.startsWith('-') || rest.length > 0) {
  console.error(usage);
  process.exitCode = path === '--help' ? 0 : 2;
} else {
  try {
    process.exitCode = await verify(path);
  } catch (error) {
    console.error(`input.unreadable  ${path}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = isReadRefused(error) || !existsSync(path) ? 3 : 2;
  }
}
