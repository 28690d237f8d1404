import { browser } from 'wxt/browser';
import { AppError } from '../../shared/app-error.ts';

const pollMs = 250;

/** Until the browser has written the whole file. Throws `job.cancelled`, `storage.full`, `media.incomplete`. */
export async function waitForDownload(
  browserId: number,
  signal: AbortSignal,
): Promise<{ bytes: number; path: string }> {
  while (true) {
    if (signal.aborted) {
      await browser.downloads.cancel(browserId);
      throw new AppError('job.cancelled');
    }
    const [download] = await browser.downloads.search({ id: browserId });
    if (download?.state === 'complete') return { bytes: download.fileSize, path: download.filename };
    if (!download || download.state === 'interrupted')
      throw new AppError(
        download?.error === 'FILE_NO_SPACE' ? 'storage.full' : 'media.incomplete',
        'The browser stopped saving the file.',
        { context: { reason: download?.error ?? 'gone from the downloads' } },
      );
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
