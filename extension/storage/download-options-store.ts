/** What the user chose for downloads last; small, so it lives in extension storage and not in the library. */
import { browser } from 'wxt/browser';

const key = 'download-options';

/** As it was stored, by whatever version; the screen knows what to make of it. */
export async function readDownloadOptions(): Promise<unknown> {
  return (await browser.storage.local.get(key))[key];
}

/** Keeps the choice for the next download. */
export async function writeDownloadOptions(options: object): Promise<void> {
  await browser.storage.local.set({ [key]: options });
}
