/** A platform that objects in the middle: the lane stops politely, says why, and goes on. */
import { expect, test } from '@playwright/test';
import { captchaPage, consentPage, staleTokens, tooManyCalls } from '../testbed/youtube/faults.ts';
import { readArchivedItems } from './archive.ts';
import { type StoredJob, waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';
import { metadataOnly, resumeJob, startJob } from './start-job.ts';

const scale = { videos: 70, shorts: 2, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };

const start = shareSession(() => openSession({ testbed: { scale } }));

const startVideos = (session: Session) => {
  const { sources, channel } = session.testbed.sites.youtube.truth();
  const { url } = sources.channel_videos;
  return startJob(
    session.lookout,
    { platform: 'youtube', kind: 'channel_videos', id: channel.handle, url },
    metadataOnly,
  );
};

async function expectAllVideos(session: Session): Promise<void> {
  const job = await waitForJob(session.lookout, {
    timeoutMs: 60_000,
    until: ({ state }) => state.status === 'done',
  });
  const { sources } = session.testbed.sites.youtube.truth();
  const items = await readArchivedItems(job.target?.path ?? '');
  expect(items.map(({ id }) => id)).toEqual(sources.channel_videos.ids);
}

/** Only what the list goes on with. */
const continuations = { path: '/youtubei/v1/browse', bodyIncludes: 'continuation' };

/** Long enough to be seen waiting. */
const retryAfter = 6;

test('429 with Retry-After pauses the export until then, without a request before', async () => {
  const session = await start();
  await session.openPage('https://www.youtube.com/');
  session.testbed.faults.add({ ...tooManyCalls({ times: 1, retryAfter }), match: continuations });
  await startVideos(session);
  const waiting = await waitForJob(session.lookout, { timeoutMs: 30_000 });
  expect(waiting.state).toMatchObject({ status: 'waiting', error: { code: 'platform.rate_limited' } });
  await expectAllVideos(session);
  const asked = session.testbed.requests.list('/youtubei/v1/browse');
  const refused = asked.findIndex(({ status }) => status === 429);
  const [at = 0, nextAt = 0] = asked.slice(refused, refused + 2).map((each) => each.at);
  expect(nextAt - at).toBeGreaterThanOrEqual(retryAfter * 1000);
});

test('a consent page instead of an answer stops the export with its own word until Resume; a puzzle pauses it', async () => {
  const session = await start();
  await session.openPage('https://www.youtube.com/');
  const { faults } = session.testbed;
  const isStopped = ({ state }: StoredJob) => ['blocked', 'waiting', 'done'].includes(state.status);
  faults.add({ ...consentPage(), match: continuations });
  const id = await startVideos(session);
  const blocked = await waitForJob(session.lookout, { timeoutMs: 30_000 });
  expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.consent_required' } });
  faults.clear();
  faults.add({ ...captchaPage({ skip: 1, times: 1, retryAfter }), match: continuations });
  await resumeJob(session, { id });
  const puzzled = await waitForJob(session.lookout, {
    timeoutMs: 30_000,
    until: (job) => isStopped(job) && job.counts.seen > blocked.counts.seen,
  });
  expect(puzzled.state).toMatchObject({ status: 'waiting', error: { code: 'platform.rate_limited' } });
  await expectAllVideos(session);
});

test('connections that break are tried again and cost nothing; a list whose place has expired is begun again', async () => {
  const session = await start();
  await session.openPage('https://www.youtube.com/');
  session.testbed.faults.add({
    match: { path: '/youtubei/v1/browse' },
    skip: 1,
    times: 2,
    fault: { kind: 'drop' },
  });
  session.testbed.faults.add({ ...staleTokens({ skip: 1, times: 1 }), match: continuations });
  await startVideos(session);
  await expectAllVideos(session);
});
