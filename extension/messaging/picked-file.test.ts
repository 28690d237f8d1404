import { expect, it, vi } from 'vitest';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import { buildJob } from '../ui/testing/screen-world.ts';

let held: object;
vi.mock('./offscreen-port.ts', () => ({ askOffscreen: async () => held }));

const { findObstacle } = await import('./picked-file.ts');
const place = { kind: 'file', placeId: 'p', name: 'Backup.zip' } as const;
const job = buildJob({ status: 'running' });
if (!job.source) throw new Error('the job has no source');
const head = { jobId: 'earlier', source: job.source, options: defaultJobOptions };
const other = { ...head, source: { ...job.source, id: '@other', title: 'Another channel' } };

const find = (found: object, onlyNew = false) => {
  held = found;
  return findObstacle({ ...job, options: { ...job.options, onlyNew } }, place);
};

it('an empty file is anybody’s, and one with an archive of the same page that page’s', async () => {
  expect(await find({ isEmpty: true, head: null })).toBeNull();
  expect(await find({ isEmpty: true, head: null }, true)).toBeNull();
  expect(await find({ isEmpty: false, head })).toBeNull();
});

it.each([
  ['another page', { isEmpty: false, head: other }, 'holds “Another channel”.'],
  ['no archive', { isEmpty: false, head: null }, 'holds something that is no archive.'],
])('a file with %s stays as it is, and that is told', async (_, found, said) => {
  const obstacle = await find(found);
  expect(obstacle).toMatchObject({ code: 'storage.place_taken', message: expect.stringContaining(said) });
});

it('a file with a whole archive of the page does not give way to what is new of it', async () => {
  const obstacle = await find({ isEmpty: false, head }, true);
  expect(obstacle?.message).toContain(`holds more of “${job.source?.title}” than was asked for now.`);
});
