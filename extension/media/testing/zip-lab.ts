/** Ways of packing a ZIP, in a real browser. For the benchmark. */
import { openMediaBrowser } from './media-browser.ts';

export type { ZipContender } from './zip-page/zip-lab-worker.ts';

/** A browser in which nothing has been packed yet. */
export const openZipLab = () => openMediaBrowser([], 'zip-page');
