import { describe, expect, it } from 'vitest';
import { toTextPieces } from './text-pieces.ts';

async function piecesOf(...chunks: string[]) {
  async function* give() {
    yield* chunks;
  }
  return Array.fromAsync(toTextPieces(give()));
}

describe('text in pieces', () => {
  it('counts offsets in UTF-8 bytes and marks the last piece', async () => {
    expect(await piecesOf('aé', '🙂', 'z')).toEqual([
      { text: 'aé', offset: 0, last: false },
      { text: '🙂', offset: 3, last: false },
      { text: 'z', offset: 7, last: true },
    ]);
  });

  it('makes an empty file of nothing', async () => {
    expect(await piecesOf()).toEqual([{ text: '', offset: 0, last: true }]);
  });
});
