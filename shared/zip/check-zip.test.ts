import { describe, expect, it } from 'vitest';
import { buildZip, entryTools, toSource, toZipBytes } from '../../native-host/archive/testing/memory-zip.ts';
import { checkZip } from './check-zip.ts';

const build = () =>
  buildZip([
    toSource('demo/items.json', '[]'.repeat(500), { deflate: true }),
    toSource('demo/a.mp4', 'a film'),
  ]);

async function check(zip: Uint8Array, written: Partial<{ bytes: number; entries: number }> = {}) {
  const expected = { bytes: zip.byteLength, entries: 2, ...written };
  await checkZip(toZipBytes(zip), expected, entryTools());
}

async function flip(text: string): Promise<Uint8Array> {
  const zip = Buffer.from(await build());
  const at = zip.indexOf(text);
  zip.writeUInt8(zip.readUInt8(at) ^ 1, at);
  return zip;
}

describe('a ZIP that was just written', () => {
  it('is what was written', async () => {
    await expect(check(await build())).resolves.toBeUndefined();
  });

  it.each([
    ['of a file', 'a film', 'media.damaged'],
    ['of a name', 'demo/a.mp4', 'storage.failed'],
  ])('is not, where a byte %s has flipped', async (_what, text, code) => {
    await expect(check(await flip(text))).rejects.toMatchObject({ code });
  });

  it('is not, where a text cannot be unpacked', async () => {
    const zip = Buffer.from(await build());
    const headerBytes = 30 + 'demo/items.json'.length + 9;
    zip.fill(0xff, headerBytes, headerBytes + 6);
    await expect(check(zip)).rejects.toMatchObject({
      code: 'media.damaged',
      message: 'it cannot be unpacked',
    });
  });

  it('is not, where something is missing at its end', async () => {
    const zip = await build();
    await expect(check(zip, { bytes: zip.byteLength + 1 })).rejects.toMatchObject({ code: 'storage.failed' });
    const short = zip.subarray(0, -1);
    await expect(check(short)).rejects.toMatchObject({ code: 'input.unreadable' });
  });

  it('is not, where it has another number of files', async () => {
    await expect(check(await build(), { entries: 3 })).rejects.toMatchObject({ code: 'storage.failed' });
  });
});
