/** One export, one account. */
import { beforeEach, describe, expect, it } from 'vitest';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { resumeJob } from '../change-job.ts';
import { createWorld, type Lists, makeItem, videosPart } from '../testing/fake-world.ts';
import { begin, never, readJob } from '../testing/run-export.ts';
import { runJob } from './run-job.ts';

const lists: Lists = { [videosPart.id]: [[makeItem('a'), makeItem('b')], [makeItem('c')]] };

beforeEach(freshLibrary);

describe('an export and the account it is read as', () => {
  const one = { account: 'a1', persona: 'p1' };
  const other = { account: 'a2', persona: 'p2' };

  it('stops when another account is logged in, with nothing of it saved, and goes on with the first', async () => {
    const world = createWorld(lists);
    world.asker = one;
    world.before = async (question) => {
      if (question === 'details b') world.asker = other;
    };
    const jobId = await begin(world);
    await runJob(world.ports, jobId, never);
    const blocked = await readJob(world, jobId);
    expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.account_changed' } });
    expect(blocked.persona).toBe('p1');
    const asked = world.asked.length;
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state.status).toBe('blocked');
    expect(world.asked).toHaveLength(asked);
    world.asker = one;
    world.before = async () => {};
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).completeness).toMatchObject({ seen: 3, saved: 3 });
  });

  it('may begin logged out and go on with an account, and from then on keeps to it', async () => {
    const world = createWorld(lists);
    world.asker = 'nobody';
    world.before = async (question) => {
      if (question === 'details a') world.asker = one;
    };
    const jobId = await begin(world);
    await runJob(world.ports, jobId, never);
    expect(await readJob(world, jobId)).toMatchObject({ state: { status: 'done' }, persona: 'p1' });
  });
});
