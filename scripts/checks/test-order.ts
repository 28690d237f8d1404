/** In which order test files run, so that all workers have something to do until the end. */
import { readFile } from 'node:fs/promises';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longer than its length says, by which vitest goes where no run before has told it better. */
const longOnes = [
  'extension/platforms/facebook/mutation',
  'extension/platforms/tiktok/read-page.fuzz',
  'testbed/youtube/captures',
  'native-host/downloads/plain-site',
  'testbed/youtube/yt-dlp',
  'extension/media/mux/mux',
  'native-host/yt-dlp/download',
  'extension/media/transcode/odd-files',
  'extension/media/transcode/transcode',
  'extension/media/download/fetch-breaks',
  'native-host/cli/download',
  'native-host/yt-dlp/real-yt-dlp',
  'scripts/new-platform',
  'native-host/yt-dlp/format-rules',
];

/**
 * 0 for what takes long, 2 for what needs a document. A worker with a document is another one, and starting it ends one
 * that has its modules loaded; so these come one behind the other.
 */
async function findPlace({ moduleId }: TestSpecification): Promise<number> {
  if (longOnes.some((path) => new RegExp(`/${path}(\\.integration)?\\.test\\.`).test(moduleId))) return 0;
  return (await readFile(moduleId, 'utf8')).startsWith('// @vitest-environment') ? 2 : 1;
}

/** vitest's own order within each of these groups. */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const places = new Map<TestSpecification, number>();
    for (const file of sorted) places.set(file, await findPlace(file));
    return sorted.toSorted((one, two) => (places.get(one) ?? 1) - (places.get(two) ?? 1));
  }
}
