/** A session that ends in the middle of a list: the site says nothing of it. */
import { describe, expect, it } from 'vitest';
import { uprightClips } from '../../../../testbed/tiktok/ask-tiktok.ts';
import { createTiktokSite } from '../../../../testbed/tiktok/index.ts';
import type { CollectorRequest } from '../../../core/pages/page-read.ts';
import { openTestbedPage } from '../__fixtures__/testbed-page.ts';
import { createCollector } from '../collector.ts';
import { toProfileRef } from '../urls.ts';

const createSite = (scale: { posts: number; hidden: number }) =>
  createTiktokSite({ seed: 3, clips: uprightClips, scale });
/** All its owner's posts are public. */
const site = createSite({ posts: 120, hidden: 0 });
/** Its owner has a post that only the owner sees, and one list page. */
const hidingSite = createSite({ posts: 8, hidden: 4 });
const { owner } = site.truth();
const home = `/@${owner.uniqueId}`;

/** Opens the profile as its owner, whose session holds as long as `session.holds`. */
async function openProfile(visit: Parameters<typeof openTestbedPage>[2] = {}, of = site) {
  const session = { holds: true };
  const page = await openTestbedPage(of, home, { isLoggedIn: () => session.holds, ...visit });
  const collector = createCollector(page);
  const reply = await collector.answer({ verb: 'resolve', ref: toProfileRef('profile', owner.uniqueId) });
  if (!('source' in reply)) throw new Error(JSON.stringify(reply));
  const part = reply.source.parts.find(({ kind }) => kind === 'posts');
  if (!part) throw new Error('no posts');
  const ask = (cursor: string | null, asOwner = true) =>
    collector.answer({ verb: 'page', ref: part, cursor, asOwner } satisfies CollectorRequest);
  return { session, page, collector, ask };
}

describe('a list of the account that is logged in', () => {
  it('is proven to be its own by a look at a page', async () => {
    const { page, collector, ask } = await openProfile();
    expect(await ask(null)).toMatchObject({ read: { error: null } });
    expect(page.asked.filter((path) => path === home)).toHaveLength(1);
    expect(collector.identity()).toEqual({ account: owner.id, persona: owner.id });
  });

  it('is proven to be its own by a post that nobody else is shown, without another request', async () => {
    const { page, ask } = await openProfile({}, hidingSite);
    const reply = await ask(null);
    if (!('read' in reply)) throw new Error(JSON.stringify(reply));
    expect(reply.read.items.some(({ privacy }) => privacy === 'private')).toBe(true);
    expect(page.asked).toHaveLength(1);
  });

  it('stops with its own word on the first page that was answered as to a stranger', async () => {
    const { session, collector, ask } = await openProfile();
    const first = await ask(null);
    if (!('read' in first)) throw new Error(JSON.stringify(first));
    session.holds = false;
    // The site itself answers as if all were well.
    expect(await ask(first.read.continuation, false)).toMatchObject({ read: { error: null } });
    expect(await ask(first.read.continuation)).toMatchObject({ error: { code: 'platform.login_required' } });
    expect(collector.identity()).toBe('nobody');
  });

  it('of somebody else costs no second request', async () => {
    const { page, ask } = await openProfile({ cookies: site.viewerCookies() });
    await ask(null, false);
    expect(page.asked).toHaveLength(1);
  });
});

it('a post that is refused after the session ended is not called private', async () => {
  const { session, collector } = await openProfile({}, hidingSite);
  const own = Object.values(hidingSite.truth().posts).find(({ audience }) => audience === 'private');
  const request = { verb: 'details', itemId: own?.id ?? '', url: own?.url ?? '' } as const;
  expect(await collector.answer(request)).toMatchObject({ item: { privacy: 'private' } });
  session.holds = false;
  expect(await collector.answer(request)).toMatchObject({ error: { code: 'platform.login_required' } });
});

it('a page says whose it is, and that it is nobody’s', async () => {
  const identify = async (cookies: ReturnType<typeof site.ownerCookies>) =>
    createCollector(await openTestbedPage(site, home, { cookies })).identity();
  expect(await identify(site.ownerCookies())).toEqual({ account: owner.id, persona: owner.id });
  expect(await identify([])).toBe('nobody');
});
