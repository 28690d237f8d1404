/** A TikTok profile as it was saved, beside the one that exists. */
import { expect } from '@playwright/test';
import { type ArchivedItem, readArchivedItems, verifyArchive } from './archive.ts';
import { logIn } from './browser.ts';
import { type ArchivedPost, digestPost, digestPostTruth } from './compare-posts.ts';
import type { StoredJob } from './library.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';

type Scale = NonNullable<NonNullable<NonNullable<SessionOptions['testbed']>['tiktok']>['scale']>;

/** A session in which the owner of the profile is logged in. */
export async function openTiktok(scale: Scale, options: SessionOptions = {}): Promise<Session> {
  const session = await openSession({ loggedIn: false, testbed: { tiktok: { scale } }, ...options });
  await logIn(session.browser.context, session.testbed.sites.tiktok.ownerCookies());
  return session;
}

export const listIds = (items: readonly ArchivedItem[]): string[] => items.map(({ id }) => id).sort();

/** The owner's posts are in the archive with all their fields and files, and it is whole. */
export async function expectOwnPosts({ testbed }: Session, { target }: StoredJob): Promise<ArchivedPost[]> {
  const { posts, sources } = testbed.sites.tiktok.truth();
  const archive = target?.path ?? '';
  const items = (await readArchivedItems(archive)) as ArchivedPost[];
  const found = new Map(items.map((item) => [item.id, item]));
  for (const id of sources.own_profile.ids) {
    const [item, known] = [found.get(id), posts[id]];
    if (!item || !known) throw new Error(`${id} is missing`);
    expect(digestPost(item), id).toEqual(digestPostTruth(known));
  }
  expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
  return items;
}
