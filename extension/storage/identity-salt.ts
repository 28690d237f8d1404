import { browser } from 'wxt/browser';

const saltKey = 'viewer-salt';

let known: Promise<string> | null = null;

/** What this browser mixes into the hashes of accounts; made once. */
export function readIdentitySalt(): Promise<string> {
  known ??= readSalt();
  return known;
}

async function readSalt(): Promise<string> {
  const stored = (await browser.storage.local.get(saltKey))[saltKey];
  if (typeof stored === 'string') return stored;
  const salt = crypto.randomUUID();
  await browser.storage.local.set({ [saltKey]: salt });
  return salt;
}
