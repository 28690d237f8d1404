/** The account is sacred: its ledger against what the sites themselves count, accounts that change, sessions that end. */
import { expect, test } from '@playwright/test';
import { findBusiestMinute } from '../testbed/busiest-minute.ts';
import type { LoggedRequest } from '../testbed/request-log.ts';
import { sessionEndedFrom } from '../testbed/tiktok/faults.ts';
import { readArchivedItems } from './archive.ts';
import { logIn } from './browser.ts';
import { waitForJob } from './library.ts';
import { openSession, type Session } from './session.ts';
import { metadataOnly, startJob } from './start-job.ts';

const scale = { videos: 4, shorts: 1, live: 0, hidden: 1, playlists: 0, largestPlaylist: 4, releases: 0 };

interface Account {
  account: string;
  isCurrent: boolean;
  spent: { minute: number; hour: number; day: number };
}

/** What the product says that it asked of a platform's accounts, the last one first. */
async function readAccounts(session: Session, platform: string): Promise<Account[]> {
  const answer = await session.lookout.evaluate(() =>
    chrome.runtime.sendMessage({ to: 'background', name: 'account.list', request: {} }),
  );
  const { platforms } = (answer as { response: { platforms: { platform: string; accounts: Account[] }[] } })
    .response;
  return platforms.find((known) => known.platform === platform)?.accounts ?? [];
}

const setBudget = (session: Session, budget: Record<string, number>) =>
  session.lookout.evaluate((given) => chrome.storage.local.set({ 'request-budget': given }), budget);

const resume = (session: Session, jobId: string) =>
  session.lookout.evaluate(
    (id) => chrome.runtime.sendMessage({ to: 'background', name: 'job.resume', request: { jobId: id } }),
    jobId,
  );

/** What a site was asked since `from`: pictures and other furniture of its pages are nobody's. */
const listAsked = ({ testbed }: Session, host: string, from: number): LoggedRequest[] =>
  testbed.requests
    .list(`https://${host}/`)
    .slice(from)
    .filter(({ path }) => !/\.(js|css|ico|svg|png)$|^\/favicon|generate_204/.test(path));

test('YouTube counts as many requests as the ledger, none of them beyond the budget; yt-dlp’s are among them', async () => {
  const session = await openSession({ testbed: { scale } });
  try {
    const { sources, channel } = session.testbed.sites.youtube.truth();
    const page = await session.openPage('https://www.youtube.com/');
    await page.waitForLoadState('networkidle');
    const perMinute = 60;
    await setBudget(session, { perMinute, perHour: 1000, perDay: 1000, burst: 10 });
    const before = session.testbed.requests.count('https://www.youtube.com/');
    const ref = {
      platform: 'youtube',
      kind: 'channel_videos',
      id: channel.handle,
      url: sources.channel_videos.url,
    } as const;
    await startJob(session.lookout, ref, { ...metadataOnly, exactDetails: true });
    expect((await waitForJob(session.lookout, { timeoutMs: 60_000 })).state).toEqual({ status: 'done' });
    const read = listAsked(session, 'www.youtube.com', before);
    const [account] = await readAccounts(session, 'youtube');
    expect(account?.account).toMatch(/^[0-9a-f]{16}$/);
    expect(read.length).toBeGreaterThan(9);
    expect(account?.spent.day).toBe(read.length);

    await startJob(session.lookout, ref, { ...metadataOnly, withMedia: true, maxItems: 2 });
    await waitForJob(session.lookout, {
      timeoutMs: 90_000,
      until: ({ counts, state }) => state.status === 'done' && counts.files > 2,
    });
    const asked = listAsked(session, 'www.youtube.com', before);
    const [after] = await readAccounts(session, 'youtube');
    // What yt-dlp needs differs from video to video; it is booked for the most.
    expect(after?.spent.day).toBeGreaterThanOrEqual(asked.length);
    expect(findBusiestMinute(asked).count).toBeLessThanOrEqual(perMinute);
  } finally {
    await session.close();
  }
});

test('another account in the middle stops the export, and the first one finishes it', async () => {
  const session = await openSession({ testbed: { scale: { ...scale, videos: 70 } } });
  try {
    const { context } = session.browser;
    const site = session.testbed.sites.youtube;
    const { sources, channel } = site.truth();
    await session.openPage('https://www.youtube.com/');
    session.testbed.faults.add({
      match: { path: '/youtubei/v1/browse', bodyIncludes: 'continuation' },
      times: 1,
      // Long enough for another account to be there before it is over.
      fault: { kind: 'status', status: 429, retryAfter: 6 },
    });
    const { url } = sources.channel_videos;
    const ref = { platform: 'youtube', kind: 'channel_videos', id: channel.handle, url } as const;
    const jobId = await startJob(session.lookout, ref, metadataOnly);
    await waitForJob(session.lookout, {
      timeoutMs: 30_000,
      until: ({ state }) => state.status === 'waiting',
    });
    await logIn(context, site.viewerCookies());
    const blocked = await waitForJob(session.lookout, {
      timeoutMs: 30_000,
      until: ({ state }) => state.status === 'blocked',
    });
    expect(blocked.state.error?.code).toBe('platform.account_changed');
    await logIn(context, site.ownerCookies());
    await resume(session, jobId);
    const job = await waitForJob(session.lookout, {
      timeoutMs: 60_000,
      until: ({ state }) => state.status === 'done',
    });
    const items = await readArchivedItems(job.target?.path ?? '');
    expect(items.map(({ id }) => id)).toEqual(sources.channel_videos.ids);
  } finally {
    await session.close();
  }
});

test('a TikTok session that ends in the middle of a list stops the export, which then misses nothing', async () => {
  const session = await openSession({
    loggedIn: false,
    testbed: { tiktok: { scale: { posts: 90, hidden: 6, photos: 5 } } },
  });
  try {
    const site = session.testbed.sites.tiktok;
    const { owner, sources } = site.truth();
    await logIn(session.browser.context, site.ownerCookies());
    const page = await session.openPage(owner.url);
    await page.waitForLoadState('networkidle');
    const before = session.testbed.requests.count('https://www.tiktok.com/');
    session.testbed.faults.add({ ...sessionEndedFrom(2) });
    const ref = { platform: 'tiktok', kind: 'profile', id: `@${owner.uniqueId}`, url: owner.url } as const;
    const jobId = await startJob(session.lookout, ref, { ...metadataOnly, lists: ['posts'] });
    const blocked = await waitForJob(session.lookout, { timeoutMs: 30_000 });
    expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.login_required' } });
    session.testbed.faults.clear();
    await page.close();
    await resume(session, jobId);
    const job = await waitForJob(session.lookout, {
      timeoutMs: 30_000,
      until: ({ state }) => state.status === 'done',
    });
    const items = await readArchivedItems(job.target?.path ?? '');
    expect(items.map(({ id }) => id).sort()).toEqual(sources.own_profile.ids.toSorted());
    const asked = listAsked(session, 'www.tiktok.com', before);
    const spent = (await readAccounts(session, 'tiktok')).reduce(
      (sum, account) => sum + account.spent.day,
      0,
    );
    // The page of a tab that was opened asks by itself; that is booked beforehand.
    expect(spent).toBeGreaterThanOrEqual(asked.length);
  } finally {
    await session.close();
  }
});
