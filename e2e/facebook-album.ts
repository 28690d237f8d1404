/** An album saved in full size: from the click in its page to an archive that is compared with what exists. */
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { AlbumTruth } from '../testbed/facebook/catalog/truth.ts';
import { checkpointCalls } from '../testbed/facebook/faults.ts';
import { type ArchivedItem, readArchivedItems, readManifest, verifyArchive } from './archive.ts';
import { logIn } from './browser.ts';
import { expectAtHome } from './export-button.ts';
import { type StoredJob, waitForJob } from './library.ts';
import { readPictureSize } from './picture-size.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { resumeJob } from './start-job.ts';

type Scale = NonNullable<NonNullable<NonNullable<SessionOptions['testbed']>['facebook']>['scale']>;

/** A session in which the owner of the profile is logged in. */
export async function openFacebook(scale: Scale, options: SessionOptions = {}): Promise<Session> {
  const session = await openSession({ loggedIn: false, testbed: { facebook: { scale } }, ...options });
  await logIn(session.browser.context, session.testbed.sites.facebook.ownerCookies());
  return session;
}

export function findLargestAlbum({ testbed }: Session): AlbumTruth {
  const [largest] = Object.values(testbed.sites.facebook.truth().albums).toSorted(
    (one, other) => other.ids.length - one.ids.length,
  );
  if (!largest) throw new Error('there is no album');
  return largest;
}

/** What the browser asked of the site for single photos, in order: ids. */
function listAskedPhotos({ testbed }: Session): string[] {
  return testbed.requests.list('/ajax/route-definition/').flatMap(({ body }) => {
    const address = new URLSearchParams(body).get('route_url') ?? '';
    return /^\/photo\//.test(address) ? (new URLSearchParams(address.split('?')[1]).get('fbid') ?? []) : [];
  });
}

/**
 * Exports an album by the button in its page, from a tab that nobody looks at, with the account stopped in the middle;
 * then compares every photo with the one that exists.
 */
export async function exportAlbum(session: Session, timeoutMs: number): Promise<StoredJob> {
  const { faults } = session.testbed;
  const album = findLargestAlbum(session);
  const page = await session.openPage(album.url);
  const button = await expectAtHome(page, 'row');
  await expect(button.pill).toHaveAccessibleName('Export this album with Star Export');
  const listCalls = Math.ceil(album.ids.length / 14);
  faults.add({ ...checkpointCalls(), skip: listCalls + Math.floor(album.ids.length / 2) });
  await button.pill.click();
  await session.lookout.bringToFront();
  const blocked = await waitForJob(session.lookout, { timeoutMs });
  expect(blocked.state).toMatchObject({ status: 'blocked', error: { code: 'platform.checkpoint' } });
  faults.clear();
  const before = listAskedPhotos(session);
  expect(before.length).toBeGreaterThan(album.ids.length / 3);
  await resumeJob(session, blocked);
  const job = await waitForJob(session.lookout, {
    timeoutMs,
    until: ({ state }) => ['done', 'failed', 'blocked'].includes(state.status),
  });
  expect(job.state).toEqual({ status: 'done' });
  await expect(button.pill).toHaveText('Saved');

  const asked = listAskedPhotos(session);
  // Only the question that the checkpoint answered is put again.
  expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(1);
  await expectAlbum(session, job);
  return job;
}

/** The largest album is there, each photo of it in full size. */
export async function expectAlbum(session: Session, job: StoredJob): Promise<void> {
  const album = findLargestAlbum(session);
  const { photos } = session.testbed.sites.facebook.truth();
  const archive = job.target?.path ?? '';
  const items = (await readArchivedItems(archive)) as (ArchivedItem & {
    text: string;
    createdAt: { at: string };
    media: { kind: string; scaled?: boolean }[];
  })[];
  expect(items.map(({ id }) => id)).toEqual(album.ids);
  for (const { id, files, text, createdAt, media } of items) {
    const photo = photos[id];
    const pictures = files.filter(({ path }) => path.startsWith('media/images/'));
    expect(pictures, id).toHaveLength(1);
    const size = await readPictureSize(join(archive, pictures[0]?.path ?? ''));
    expect(size, id).toBe(`${photo?.width}x${photo?.height}`);
    expect({ text, at: new Date(createdAt.at).toISOString() }).toEqual({
      text: photo?.text,
      at: photo?.publishedAt,
    });
    expect(media.some(({ scaled }) => scaled)).toBe(false);
  }
  // The album counts photos too that are gone: they are told as not seen.
  expect((await readManifest(archive)).completeness).toMatchObject({
    claimed: album.claimed,
    seen: album.ids.length,
    saved: album.ids.length,
    notSeen: album.claimed - album.ids.length,
    refused: [],
  });
  expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
}
