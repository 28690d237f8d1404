/**
 * Reading the library begins after the popup is drawn, which must not wait for what reads it
 * (docs/decisions/0030-screens-before-zod.md).
 */
import type { ScreenQueries } from '../../ui/ports.ts';

const load = () => import('../../storage/queries.ts');
// On its way while the popup is drawn. Who asks hears why it did not come.
load().catch(() => undefined);

const late =
  <Given extends unknown[], Answer>(
    choose: (queries: ScreenQueries) => (...given: Given) => Promise<Answer>,
  ) =>
  async (...given: Given): Promise<Answer> =>
    choose(await load())(...given);

/** The questions of `storage/queries.ts`, answered once that is loaded. */
export const lateQueries: ScreenQueries = {
  listJobs: late(({ listJobs }) => listJobs),
  countJobs: late(({ countJobs }) => countJobs),
  readJob: late(({ readJob }) => readJob),
  listSteps: late(({ listSteps }) => listSteps),
  listItemRecords: late(({ listItemRecords }) => listItemRecords),
  countItems: late(({ countItems }) => countItems),
  listFiles: late(({ listFiles }) => listFiles),
  countFiles: late(({ countFiles }) => countFiles),
  listDownloads: late(({ listDownloads }) => listDownloads),
  countOpenDownloads: late(({ countOpenDownloads }) => countOpenDownloads),
  readDownload: late(({ readDownload }) => readDownload),
  findBase: late(({ findBase }) => findBase),
};
