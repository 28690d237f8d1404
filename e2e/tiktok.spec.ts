/** TikTok in real Chromium: from a click to an archive that holds exactly what exists. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readArchivedItems, verifyArchive } from './archive.ts';
import { logIn } from './browser.ts';
import { type ArchivedPost, digestPost, digestPostTruth } from './compare-posts.ts';
import { waitForJob } from './library.ts';
import { readMediaFacts } from './media-file.ts';
import { openPopup } from './popup.ts';
import { readPopupScreen } from './popup-screen.ts';
import { openSession, type Session } from './session.ts';

const scale = {
  posts: 40,
  photos: 6,
  hidden: 1,
  liked: 12,
  favourites: 10,
  reposts: 8,
  stories: 2,
  comments: 4,
};

/** A session in which the owner of the profile is logged in. */
async function openTiktok(options: Parameters<typeof openSession>[0] = {}): Promise<Session> {
  const session = await openSession({ loggedIn: false, testbed: { tiktok: { scale } }, ...options });
  await logIn(session.browser.context, session.testbed.sites.tiktok.ownerCookies());
  return session;
}

const isPost = ({ kind }: { kind: string }) => ['video', 'photo_post', 'story'].includes(kind);

test('a profile is exported from the popup with its videos and pictures', async () => {
  const session = await openTiktok();
  try {
    const truth = session.testbed.sites.tiktok.truth();
    await session.openPage(truth.owner.url);
    const popup = await openPopup(session.browser);
    const screen = readPopupScreen(popup);
    await screen.waitForText(truth.owner.nickname, 'Your profile', 'Companion 0.');
    await popup.screenshot('test-results/popup-tiktok.png');
    await screen.click('Export');
    const job = await waitForJob(session.lookout, { timeoutMs: 60_000 });
    expect(job.state).toEqual({ status: 'done' });
    await popup.close();

    const archive = job.target?.path ?? '';
    const items = (await readArchivedItems(archive)) as ArchivedPost[];
    const { own_profile, stories, reposts } = truth.sources;
    const expected = [...new Set([...own_profile.ids, ...stories.ids, ...reposts.ids])];
    const posts = items.filter(isPost);
    expect(posts.map(({ id }) => id).sort()).toEqual(expected.toSorted());
    for (const id of own_profile.ids) {
      const post = posts.find((item) => item.id === id);
      const known = truth.posts[id];
      if (!post || !known) throw new Error(`${id} is missing`);
      expect(digestPost(post)).toEqual(digestPostTruth(known));
    }
    const video = posts.find(({ kind }) => kind === 'video');
    const file = video?.files.find(({ path }) => path.startsWith('media/videos/'))?.path ?? '';
    expect((await readMediaFacts(join(archive, file))).tracks).toEqual(['audio', 'video']);
    expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
    expect(session.testbed.errors).toEqual([]);
  } finally {
    await session.close();
  }
});
