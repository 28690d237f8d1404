import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { applyEvent } from './apply-event.ts';
import type { DownloadPorts } from './ports.ts';

/** Puts a download that stands still, failed or was cancelled back into the queue; what arrived before is used again. */
export async function resumeDownload(ports: DownloadPorts, downloadId: string): Promise<void> {
  if (!(await ports.store.read(downloadId)))
    throw new AppError('input.invalid', 'This download is no longer in the list.');
  await applyEvent(ports, downloadId, { type: 'resume' });
}

const isAboutCompanion = (code: ErrorCode): boolean => /^(host|ytdlp|ffmpeg)\./.test(code);

/** Takes up those that only waited for the companion. To be called when it is there and has its tools. */
export async function resumeAfterRepair(ports: DownloadPorts): Promise<void> {
  for (const { id, state } of await ports.store.listIn(['interrupted']))
    if (state.status === 'interrupted' && state.retryAt === null && isAboutCompanion(state.error.code))
      await applyEvent(ports, id, { type: 'resume' });
}
