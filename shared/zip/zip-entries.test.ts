/** What is wrong with a ZIP is said of each entry, before a byte of it is believed. */
import { describe, expect, it } from 'vitest';
import { buildZip, entryTools, toSource, toZipBytes } from '../../native-host/archive/testing/memory-zip.ts';
import { readZipDirectory } from './zip-directory.ts';
import { placeEntries, readEntryBytes } from './zip-entries.ts';

const plain = () => buildZip([toSource('a.jpg', 'first picture'), toSource('b.jpg', 'other picture')]);

const findText = (zip: Uint8Array, text: string, from = 0): number => Buffer.from(zip).indexOf(text, from);

async function findFlaws(bytes: Uint8Array) {
  const zip = toZipBytes(bytes);
  return (await placeEntries(zip, await readZipDirectory(zip))).map(({ flaw }) => flaw);
}

async function readFirst(bytes: Uint8Array): Promise<string> {
  const zip = toZipBytes(bytes);
  const [entry] = await placeEntries(zip, await readZipDirectory(zip));
  if (!entry) throw new Error('no entry');
  const pieces = await Array.fromAsync(readEntryBytes(zip, entry, entryTools()), (piece) => piece.slice());
  return Buffer.concat(pieces).toString();
}

/** A copy with other bytes so far before its end. */
function withBytes(zip: Uint8Array, beforeEnd: number, bytes: number[]): Uint8Array {
  const copy = zip.slice();
  copy.set(bytes, copy.byteLength - beforeEnd);
  return copy;
}

/** A copy in which some bytes are others. */
async function spoil(change: (zip: Uint8Array, view: DataView) => void): Promise<Uint8Array> {
  const zip = (await plain()).slice();
  change(zip, new DataView(zip.buffer));
  return zip;
}

describe('the entries of a ZIP', () => {
  it('have no flaw when directory and headers agree', async () => {
    expect(await findFlaws(await plain())).toEqual([null, null]);
    expect(await readFirst(await plain())).toBe('first picture');
  });

  it('are told apart when one has another name before its bytes', async () => {
    const zip = await spoil((bytes) => bytes.set(Buffer.from('x.jpg'), findText(bytes, 'a.jpg')));
    expect(await findFlaws(zip)).toEqual(['has another name before its bytes', null]);
  });

  it('are not read where two share their bytes', async () => {
    const zip = await spoil((bytes, view) => {
      const line = findText(bytes, 'b.jpg', findText(bytes, 'b.jpg') + 1) - 46;
      view.setUint32(line + 42, 0, true);
    });
    expect(await findFlaws(zip)).toContain('shares its bytes with another entry');
  });

  it('have a flaw when sizes or ways of packing differ', async () => {
    expect(await findFlaws(await spoil((_, view) => view.setUint32(18, 12, true)))).toEqual([
      'has other sizes in the directory than before its bytes',
      null,
    ]);
    expect(await findFlaws(await spoil((_, view) => view.setUint16(8, 8, true)))).toEqual([
      'is packed in two ways at once',
      null,
    ]);
  });

  it('are not believed to be links or encrypted', async () => {
    const line = async () => findText(await plain(), 'a.jpg', findText(await plain(), 'a.jpg') + 1) - 46;
    const at = await line();
    expect(await findFlaws(await spoil((_, view) => view.setUint16(at + 40, 0o120777, true)))).toEqual([
      'is a symbolic link, not a file',
      null,
    ]);
    const encrypt = (_: Uint8Array, view: DataView) => {
      view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true);
      view.setUint16(6, view.getUint16(6, true) | 1, true);
    };
    expect(await findFlaws(await spoil(encrypt))).toEqual([
      'is encrypted; unpack the ZIP, and check the folder',
      null,
    ]);
  });

  it.each([
    ['before its bytes', (view: DataView) => view.setUint8(6, view.getUint8(6) ^ 8), /^has other flags/],
    ['in the directory', (view: DataView, at: number) => view.setUint8(at + 8, 1), /^has other flags/],
    ['as its version', (view: DataView, at: number) => view.setUint8(at + 6, 84), /^asks for a program/],
  ])('have a flaw when a bit has flipped %s', async (_, flip, flaw) => {
    const zip = await plain();
    const at = findText(zip, 'a.jpg', findText(zip, 'a.jpg') + 1) - 46;
    expect(await findFlaws(await spoil((_bytes, view) => flip(view, at)))).toEqual([
      expect.stringMatching(flaw),
      null,
    ]);
  });

  it('are damaged where a byte has changed', async () => {
    const zip = await spoil((bytes) => bytes.set([0x21], findText(bytes, 'first picture')));
    await expect(readFirst(zip)).rejects.toMatchObject({ code: 'media.damaged' });
  });

  it('give out no more than they said they hold', async () => {
    const bomb = await buildZip([toSource('a.txt', 'x'.repeat(5_000_000), { deflate: true })]);
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    const line = findText(bomb, 'a.txt', findText(bomb, 'a.txt') + 1) - 46;
    view.setUint32(22, 10, true);
    view.setUint32(line + 24, 10, true);
    await expect(readFirst(bomb)).rejects.toMatchObject({
      code: 'media.damaged',
      message: 'it is longer than the ZIP says',
    });
  });
});

describe('the directory of a ZIP', () => {
  it('is found before a comment, and bytes behind the end are counted', async () => {
    const zip = await plain();
    const commented = Buffer.concat([zip, Buffer.from('hello')]);
    expect((await readZipDirectory(toZipBytes(commented))).trailingBytes).toBe(5);
    commented.writeUInt16LE(5, zip.byteLength - 2);
    expect((await readZipDirectory(toZipBytes(commented))).trailingBytes).toBe(0);
  });

  it.each([
    ['is cut off', (zip: Uint8Array) => zip.subarray(0, -30)],
    ['is empty', () => new Uint8Array(0)],
    ['is not one', () => Buffer.alloc(5000, 'text')],
    ['lies about its number of entries', (zip: Uint8Array) => withBytes(zip, 12, [9, 0])],
    ['lies about its place', (zip: Uint8Array) => withBytes(zip, 6, [0, 0, 0, 127])],
  ])('of a file that %s cannot be read', async (_, change) => {
    await expect(readZipDirectory(toZipBytes(change(await plain())))).rejects.toMatchObject({
      code: 'input.unreadable',
    });
  });
});
