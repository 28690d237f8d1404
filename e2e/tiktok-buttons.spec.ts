/** Single posts of TikTok: from the button in their page, and from the right-click menu. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { refusedPost } from '../testbed/tiktok/faults.ts';
import { readArchivedItems } from './archive.ts';
import { logIn } from './browser.ts';
import { chooseInMenu } from './context-menu.ts';
import { expectAtHome } from './export-button.ts';
import { waitForJob } from './library.ts';
import { readMediaFacts } from './media-file.ts';
import { openSession } from './session.ts';

const scale = {
  posts: 12,
  photos: 3,
  hidden: 0,
  liked: 2,
  favourites: 2,
  reposts: 2,
  stories: 1,
  comments: 2,
};

test('a video is saved by the button in its page, light and dark, others by the menu and in the feed', async () => {
  const session = await openSession({ loggedIn: false, testbed: { tiktok: { scale } } });
  try {
    await logIn(session.browser.context, session.testbed.sites.tiktok.ownerCookies());
    const truth = session.testbed.sites.tiktok.truth();
    const own = truth.sources.own_profile.ids.flatMap((id) => truth.posts[id] ?? []);
    const [video, other, gone] = own.filter(({ kind }) => kind === 'video');
    const pictures = own.find(({ kind }) => kind === 'photo');
    const waitFor = (id: string) =>
      waitForJob(session.lookout, {
        timeoutMs: 30_000,
        until: ({ ref, state }) => ref.url.endsWith(id) && !['queued', 'running'].includes(state.status),
      });

    const page = await session.openPage(truth.owner.url);
    await expectAtHome(page, 'row');
    // Within the page, as its own links lead.
    await page.locator(`a[href*="${video?.id}"]`).first().click();
    const button = await expectAtHome(page, 'row');
    await expect(button.pill).toHaveAccessibleName('Export this video with Star Export');
    await expect(button.host).toHaveAttribute('data-theme', 'light');
    await page.evaluate(() => document.documentElement.setAttribute('data-tux-color-scheme', 'dark'));
    await expect(button.host).toHaveAttribute('data-theme', 'dark');
    await button.pill.click();
    const job = await waitFor(video?.id ?? '');
    expect(job).toMatchObject({ state: { status: 'done' }, counts: { seen: 1, saved: 1, refused: 0 } });
    await expect(button.pill).toHaveText('Saved');
    const archive = job.target?.path ?? '';
    const [item] = await readArchivedItems(archive);
    const path = item?.files.find((file) => file.path.startsWith('media/videos/'))?.path ?? 'no file';
    expect((await readMediaFacts(join(archive, path))).tracks).toEqual(['audio', 'video']);

    // The film on its page has an address of its own, which says nothing; the page does.
    const film = { srcUrl: 'blob:https://www.tiktok.com/1', mediaType: 'video' } as const;
    await page.goto(other?.url ?? '');
    await chooseInMenu(session, { menuItemId: 'export-media', pageUrl: other?.url ?? '', ...film });
    expect((await waitFor(other?.id ?? '')).state).toEqual({ status: 'done' });
    await chooseInMenu(session, {
      menuItemId: 'export-link',
      pageUrl: page.url(),
      linkUrl: pictures?.url ?? '',
    });
    expect((await waitFor(pictures?.id ?? '')).state).toEqual({ status: 'done' });

    session.testbed.faults.add(refusedPost(gone?.id ?? '', 10216));
    await chooseInMenu(session, { menuItemId: 'export-link', pageUrl: page.url(), linkUrl: gone?.url ?? '' });
    expect((await waitFor(gone?.id ?? '')).state).toMatchObject({
      status: 'failed',
      error: { code: 'platform.private' },
    });

    // The feed says nowhere in its address which post is looked at; each has a button of its own.
    await page.goto('https://www.tiktok.com/foryou');
    const article = page.locator('article:has(star-export-button)').first();
    const pill = article.locator('star-export-button[data-layout="column"] .pill');
    await expect(pill).toHaveAccessibleName('Export this video with Star Export');
    const player = await article.locator('[id^="xgwrapper-"]').getAttribute('id');
    await pill.click();
    const played = await waitFor(player?.split('-').at(-1) ?? '');
    expect(played).toMatchObject({ state: { status: 'done' }, counts: { seen: 1, saved: 1 } });
    expect(session.testbed.errors).toEqual([]);
  } finally {
    await session.close();
  }
});
