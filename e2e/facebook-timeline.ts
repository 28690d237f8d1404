/** A timeline exported from a tab that nobody looks at, and compared with what exists. */
import { expect } from '@playwright/test';
import { checkpointCalls } from '../testbed/facebook/faults.ts';
import { readArchivedItems } from './archive.ts';
import {
  type ArchivedFacebookPost,
  digestFacebookPost,
  digestFacebookTruth,
  toArchivedId,
} from './compare-facebook-posts.ts';
import { chooseInMenu } from './context-menu.ts';
import { type StoredJob, waitForJob } from './library.ts';
import type { Session } from './session.ts';
import { keepOptions, listActiveUrls, metadataOnly, resumeJob } from './start-job.ts';

interface Expected {
  /** Counts and audiences of posts that lists show in part are whole; their photos need details. @default false */
  withDetails?: boolean;
}

/** All posts of the timeline are there, and differ in nothing from those that exist. */
export async function expectWholeTimeline(
  { testbed }: Session,
  job: StoredJob,
  { withDetails = false }: Expected = {},
): Promise<void> {
  const { sources, posts, videos } = testbed.sites.facebook.truth();
  const items = (await readArchivedItems(job.target?.path ?? '')) as ArchivedFacebookPost[];
  const found = new Map(items.map((item) => [item.id, item]));
  for (const id of sources.timeline.ids) {
    const post = posts[id];
    const item = post && found.get(toArchivedId(post));
    if (!post || !item) throw new Error(`${id} is missing`);
    const partial = !withDetails && post.photoIds.length > 5 ? ['media'] : [];
    expect(digestFacebookPost(item), id).toEqual({ ...digestFacebookTruth(post, videos), partial });
  }
}

/**
 * Exports the owner's timeline by the menu on a link to it, with the account stopped in the middle, while another tab is
 * in front; then compares every post.
 */
export async function exportTimeline(
  session: Session,
  { checkpointAfter, timeoutMs }: { checkpointAfter: number; timeoutMs: number },
): Promise<StoredJob> {
  const { faults, requests, sites } = session.testbed;
  const { owner, sources } = sites.facebook.truth();
  const page = await session.openPage(owner.url);
  await session.lookout.bringToFront();
  await keepOptions(session, metadataOnly);
  faults.add(checkpointCalls({ skip: checkpointAfter }));
  const linkUrl = `${owner.url}/posts`;
  await chooseInMenu(session, { menuItemId: 'export-link', pageUrl: page.url(), linkUrl });
  const blocked = await waitForJob(session.lookout, { timeoutMs });
  expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.checkpoint' } });
  expect(blocked.counts.seen).toBeGreaterThan(checkpointAfter / 2);
  faults.clear();
  await resumeJob(session, blocked);
  const job = await waitForJob(session.lookout, {
    timeoutMs,
    until: ({ state }) => ['done', 'failed'].includes(state.status),
  });
  const { length } = sources.timeline.ids;
  expect(job).toMatchObject({
    state: { status: 'done' },
    completeness: { seen: length, saved: length, notSeen: 0, refused: [] },
  });
  expect(await listActiveUrls(session)).toEqual([session.lookout.url()]);
  const questions = requests
    .list('/api/graphql/')
    .map(({ body }) => new URLSearchParams(body))
    .map((form) => `${form.get('fb_api_req_friendly_name')} ${form.get('variables')}`);
  // Only the question that the checkpoint answered is put again.
  expect(questions.length - new Set(questions).size).toBe(1);
  await expectWholeTimeline(session, job);
  return job;
}
