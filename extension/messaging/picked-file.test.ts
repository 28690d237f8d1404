import { expect, it, vi } from 'vitest';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import { buildJob } from '../ui/testing/screen-world.ts';

let held: object;
let asked: object;
vi.mock('./offscreen-port.ts', () => ({
  askOffscreen: async (request: object) => {
    asked = request;
    return held;
  },
}));

const { findObstacle } = await import('./picked-file.ts');
const place = { kind: 'file', placeId: 'p', name: 'Backup.zip' } as const;
const job = buildJob({ status: 'running' });
if (!job.source) throw new Error('the job has no source');
const head = { jobId: 'earlier', source: job.source, options: defaultJobOptions };
const other = { ...head, source: { ...job.source, id: '@other', title: 'Another channel' } };

const find = (found: object, { onlyNew = false, isPacked = true } = {}) => {
  held = { losses: null, ...found };
  return findObstacle({ ...job, options: { ...job.options, onlyNew } }, place, isPacked);
};

it('an empty file is anybody’s, and one with an archive of the same page that page’s', async () => {
  expect(await find({ isEmpty: true, head: null })).toBeNull();
  expect(await find({ isEmpty: true, head: null }, { onlyNew: true })).toBeNull();
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
  const obstacle = await find({ isEmpty: false, head }, { onlyNew: true });
  expect(obstacle?.message).toContain(`holds more of “${job.source?.title}” than was asked for now.`);
});

it.each([
  [{ items: 1 }, '1 post or list.'],
  [{ items: 1200, files: 2 }, '1,200 posts or lists, 2 files.'],
  [{ comments: 1, lesser: 2 }, '1 post with comments, 2 better pictures or films.'],
])('a file stays that has what the export has not: %j', async (losses, said) => {
  const none = { items: 0, files: 0, comments: 0, lesser: 0 };
  const obstacle = await find({ isEmpty: false, head, losses: { ...none, ...losses } });
  expect(obstacle?.message).toContain(`“Backup.zip” holds what this export has not: ${said} It stays`);
  expect(obstacle?.message).toMatch(/A folder of your choice would keep both\.$/);
});

it('what an export has is asked for once it was packed', async () => {
  await find({ isEmpty: false, head }, { isPacked: false });
  expect(asked).toMatchObject({ jobId: null });
  await find({ isEmpty: false, head });
  expect(asked).toMatchObject({ jobId: job.id });
});
