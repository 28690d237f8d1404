import { expect, it } from 'vitest';
import { writeAll } from './write-handle.ts';

/** A handle on a disk with so much room: like those of browsers it says how much it has written, and throws nothing. */
function createHandle(roomBytes: number) {
  const taken: number[] = [];
  const write = (bytes: Uint8Array, { at }: { at: number }): number => {
    const written = Math.max(0, Math.min(bytes.byteLength, roomBytes - at));
    taken.push(written);
    return written;
  };
  return { taken, handle: { write } as unknown as FileSystemSyncAccessHandle };
}

it('F17: bytes of which the disk took only some are no bytes that were written', () => {
  const { handle, taken } = createHandle(10);
  expect(writeAll(handle, new Uint8Array(8), 0)).toBe(8);
  expect(() => writeAll(handle, new Uint8Array(8), 8)).toThrow(
    expect.objectContaining({ code: 'storage.full', context: { written: 2, wanted: 8 } }),
  );
  expect(() => writeAll(handle, new Uint8Array(1), 10)).toThrow(
    expect.objectContaining({ code: 'storage.full' }),
  );
  expect(taken).toEqual([8, 2, 0]);
});
