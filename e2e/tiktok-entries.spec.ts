/**
 * Everything of a TikTok profile from every entry point. Tabs of a profile have no address, so the menu, which knows
 * addresses alone, has no entry for what was liked and for favourites: on the profile it saves the lists chosen last.
 */
import { expect, test } from '@playwright/test';
import { readArchivedItems } from './archive.ts';
import { logIn } from './browser.ts';
import { entryPoints, exportFrom } from './entry-points.ts';
import { readJobs } from './library.ts';
import { openSession } from './session.ts';
import { keepOptions } from './start-job.ts';
import { expectOwnPosts, listIds } from './tiktok-profile.ts';

const scale = {
  posts: 4,
  photos: 1,
  hidden: 1,
  liked: 34,
  favourites: 8,
  collections: 1,
  reposts: 2,
  stories: 1,
  comments: 2,
};

test('a profile with photo posts, what was liked and favourites are saved from button, popup and menu', async () => {
  const session = await openSession({ loggedIn: false, testbed: { tiktok: { scale } } });
  try {
    await logIn(session.browser.context, session.testbed.sites.tiktok.ownerCookies());
    const { owner, sources } = session.testbed.sites.tiktok.truth();
    const page = await session.openPage('about:blank');
    const profile = {
      page,
      url: owner.url,
      title: owner.nickname,
      name: 'Export this profile with Star Export',
    };

    await keepOptions(session, { lists: ['posts'] });
    for (const entry of entryPoints) {
      const posts = await expectOwnPosts(session, await exportFrom(entry, session, profile));
      expect(listIds(posts), entry).toEqual(sources.own_profile.ids.toSorted());
    }

    const marked = [...new Set([...sources.liked.ids, ...sources.favourites.ids])].sort();
    await keepOptions(session, { withMedia: false, thumbnails: false, subtitles: false, lists: ['posts'] });
    const fromPopup = await exportFrom('popup', session, {
      ...profile,
      choose: async (screen) => {
        await screen.waitForText('Your profile');
        for (const list of ['Posts', 'Liked', 'Favourites']) await screen.click(list);
      },
    });
    expect(listIds(await readArchivedItems(fromPopup.target?.path ?? ''))).toEqual(marked);
    const fromMenu = await exportFrom('menu', session, profile);
    expect(listIds(await readArchivedItems(fromMenu.target?.path ?? ''))).toEqual(marked);
    for (const [tab, what, list] of [
      ['liked-tab', 'your liked videos', sources.liked],
      ['favorites-tab', 'your favourites', sources.favourites],
    ] as const) {
      await page.goto('about:blank');
      await page.goto(owner.url);
      await page.locator(`[data-e2e="${tab}"]`).click();
      const button = page.getByRole('button', { name: `Export ${what} with Star Export`, exact: true });
      await button.click();
      await expect(page.locator('[role="tablist"] star-export-button .pill')).toHaveText('Saved');
      const job = (await readJobs(session.lookout)).at(-1);
      expect(job?.completeness).toMatchObject({ seen: list.ids.length, saved: list.ids.length, refused: [] });
      expect(listIds(await readArchivedItems(job?.target?.path ?? '')), tab).toEqual(list.ids.toSorted());
    }
    expect(session.testbed.errors).toEqual([]);
  } finally {
    await session.close();
  }
});
