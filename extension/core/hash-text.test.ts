import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hashText, toHex } from './hash-text.ts';

it('every byte is two digits', () => {
  expect(toHex(Uint8Array.from([0, 7, 16, 255]))).toBe('000710ff');
});

it('a text has the SHA-256 of its UTF-8, whole or its beginning', async () => {
  const sha256 = createHash('sha256').update('Ahoy 🚢').digest('hex');
  expect(await hashText('Ahoy 🚢')).toBe(sha256);
  expect(await hashText('Ahoy 🚢', 8)).toBe(sha256.slice(0, 16));
});
