import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { buildViewerClient, generatedPath } from './build-viewer.ts';

describe('the generated client of the viewer', () => {
  it('is what its sources make; if not, run `node scripts/build-viewer.ts`', async () => {
    expect((await readFile(generatedPath, 'utf8')) === (await buildViewerClient())).toBe(true);
  });
});
