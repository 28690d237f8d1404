import { beforeEach, expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import type { ProfileList } from '../../../shared/model/profile-lists.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { startJob } from '../change-job.ts';
import { createWorld } from '../testing/fake-world.ts';
import { readCompleteness } from './read-completeness.ts';

const ref = { platform: 'tiktok', kind: 'profile', id: '@a', url: 'https://www.tiktok.com/@a' } as const;
const claimed = { count: 14, exact: true };
const parts = (['posts', 'liked', 'favourites'] as const).map((kind) => ({ ...ref, kind }));
const source = { ...ref, title: 'A', author: null, claimed, own: true, parts };

beforeEach(freshLibrary);

async function readClaim(lists: ProfileList[]): Promise<number | null> {
  const { ports } = createWorld({});
  const jobId = await startJob(ports, ref, { ...defaultJobOptions, lists });
  const job = await ports.store.readJob(jobId);
  const [step] = await ports.store.listSteps(jobId);
  if (!job || !step) throw new Error('the job was not begun');
  const signal = new AbortController().signal;
  return (await readCompleteness({ ports, job: { ...job, source }, step, signal })).claimed;
}

it.each([
  [['posts', 'liked'], 14],
  [['liked', 'favourites'], null],
] satisfies [ProfileList[], number | null][])(
  'a profile claims its posts, and nothing of lists that are exported without them: %j',
  async (lists, claim) => {
    expect(await readClaim(lists)).toBe(claim);
  },
);
