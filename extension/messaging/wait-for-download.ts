import { browser } from 'wxt/browser';
import { AppError } from '../../shared/app-error.ts';

const pollMs = 250;

/**
 * Until the browser has written the whole file; one that was whole before it could be stopped is whole. Throws
 * `job.cancelled`, `storage.full`, `media.incomplete`.
 */
export async function waitForDownload(
  browserId: number,
  signal: AbortSignal,
): Promise<{ bytes: number; path: string }> {
  while (true) {
    const isStopped = signal.aborted;
    if (isStopped) await browser.downloads.cancel(browserId);
    const [download] = await browser.downloads.search({ id: browserId });
    if (download?.state === 'complete') return { bytes: download.fileSize, path: download.filename };
    if (isStopped) throw new AppError('job.cancelled');
    if (!download || download.state === 'interrupted')
      throw new AppError(
        download?.error === 'FILE_NO_SPACE' ? 'storage.full' : 'media.incomplete',
        'The browser stopped saving the file.',
        { context: { reason: download?.error ?? 'gone from the downloads' } },
      );
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
