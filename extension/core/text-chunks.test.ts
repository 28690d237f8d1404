import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinChunks } from './text-chunks.ts';

async function chunksOf(pieces: string[]): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of joinChunks(stream(pieces))) chunks.push(chunk);
  return chunks;
}

async function* stream(pieces: string[]) {
  yield* pieces;
}

describe('joinChunks', () => {
  it('keeps the text, whatever its pieces, and cuts no character', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 1, max: 90_000 }).map((count) => `a${'🚢'.repeat(count)}`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const chunks = await chunksOf(pieces);
        expect(chunks.join('') === pieces.join('')).toBe(true);
        expect(chunks.every(({ length }) => length > 0 && length <= 128 * 1024)).toBe(true);
        expect(chunks.every((chunk) => !/\p{Surrogate}/u.test(chunk))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('gives nothing for nothing', async () => {
    expect(await chunksOf([])).toEqual([]);
    expect(await chunksOf(['', ''])).toEqual([]);
  });
});
