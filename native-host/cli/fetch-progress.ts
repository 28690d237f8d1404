/** One line for all files that are being fetched. */
import type { TransferProgress } from '../../shared/net/transfer.ts';
import type { FileToFetch } from './files-to-fetch.ts';
import type { ProgressBar } from './progress-bar.ts';
import { formatBytes } from './units.ts';

export interface FetchProgress {
  show(file: FileToFetch, step: TransferProgress): void;
  /** The file has ended, one way or the other. */
  finish(file: FileToFetch): void;
}

/** `count` files in all; of one file the bytes are shown, of several how many are done. */
export function createFetchProgress(count: number, bar: ProgressBar): FetchProgress {
  const open = new Map<string, TransferProgress>();
  let ended = 0;
  const draw = (): void => {
    const steps = [...open.values()];
    const sum = (read: (step: TransferProgress) => number): number =>
      steps.reduce((total, step) => total + read(step), 0);
    const bytes = sum((step) => step.bytes);
    const totalBytes = steps.some((step) => step.totalBytes === null)
      ? null
      : sum((step) => step.totalBytes ?? 0);
    const speed = `${formatBytes(sum((step) => step.bytesPerSec ?? 0))}/s`;
    const inFile = totalBytes ? bytes / totalBytes : null;
    if (count > 1)
      bar.show({
        fraction: (ended + (inFile ?? 0) * steps.length) / count,
        text: `${ended} of ${count} files, ${speed}`,
      });
    else
      bar.show({
        fraction: inFile,
        text: `${formatBytes(bytes)}${totalBytes === null ? '' : ` of ${formatBytes(totalBytes)}`}, ${speed}`,
      });
  };
  return {
    show(file, step) {
      open.set(file.path, step);
      draw();
    },
    finish(file) {
      open.delete(file.path);
      ended += 1;
      draw();
    },
  };
}
