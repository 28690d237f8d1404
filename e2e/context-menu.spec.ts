/** The right-click menu: what each entry starts, and what none does. */
import { expect, test } from '@playwright/test';
import { chooseInMenu, type MenuClick } from './context-menu.ts';
import { readJobs } from './library.ts';
import { openSession, type Session } from './session.ts';

const scale = { videos: 4, shorts: 2, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };
const origin = 'https://www.youtube.com';

/** Sources of all jobs, in the order in which they were started. */
const readSources = async (session: Session) =>
  (await readJobs(session.lookout)).map(({ ref }) => `${ref.kind} ${ref.url.replace(origin, '')}`);

test('every entry of the menu starts the job of what was clicked, and of nothing else', async () => {
  const session = await openSession({ testbed: { scale } });
  try {
    const { sources, channel } = session.testbed.sites.youtube.truth();
    const [video = '', other = '', third = ''] = sources.channel_videos.ids;
    const [short = ''] = sources.channel_shorts.ids;
    const [list = ''] = sources.channel_playlists.ids;
    const page = await session.openPage(`${origin}/${channel.handle}`);
    const worker = await session.browser.worker();
    const menus = ['export-page', 'export-link', 'export-media'];
    await worker.evaluate((ids) => Promise.all(ids.map((id) => chrome.contextMenus.update(id, {}))), menus);
    await worker.evaluate(() => chrome.storage.local.set({ 'job-options': { withMedia: false } }));

    const pageUrl = page.url();
    const clicks: [MenuClick, string][] = [
      [{ menuItemId: 'export-page', pageUrl }, `channel /${channel.handle}`],
      [
        { menuItemId: 'export-link', pageUrl, linkUrl: `${origin}/watch?v=${video}&pp=0gcJ&t=9` },
        `video /watch?v=${video}`,
      ],
      [
        { menuItemId: 'export-link', pageUrl, linkUrl: `${origin}/playlist?list=${list}` },
        `playlist /playlist?list=${list}`,
      ],
      [
        // A thumbnail is an image within a link; the link says what it shows.
        {
          menuItemId: 'export-media',
          pageUrl,
          mediaType: 'image',
          srcUrl: `https://i.ytimg.com/vi/${other}/hqdefault.jpg`,
          linkUrl: `${origin}/watch?v=${other}`,
        },
        `video /watch?v=${other}`,
      ],
      [
        {
          menuItemId: 'export-media',
          pageUrl: `${origin}/shorts/${short}`,
          mediaType: 'video',
          srcUrl: `blob:${origin}/5f2c`,
        },
        `short /shorts/${short}`,
      ],
    ];
    const expected: string[] = [];
    for (const [click, source] of clicks) {
      await chooseInMenu(session, click);
      expected.push(source);
      await expect.poll(() => readSources(session), { message: source }).toEqual(expected);
    }

    await chooseInMenu(session, {
      menuItemId: 'export-link',
      pageUrl: `${origin}/`,
      linkUrl: 'https://example.org/',
    });
    await chooseInMenu(session, { menuItemId: 'export-page', pageUrl: `${origin}/` });
    // The worker is alive and well after them: the next click is answered, and those before it started nothing.
    await chooseInMenu(session, {
      menuItemId: 'export-link',
      pageUrl: `${origin}/`,
      linkUrl: `https://youtu.be/${third}`,
    });
    expected.push(`video /watch?v=${third}`);
    await expect.poll(() => readSources(session)).toEqual(expected);
    expect(session.testbed.errors).toEqual([]);
  } finally {
    await session.close();
  }
});
