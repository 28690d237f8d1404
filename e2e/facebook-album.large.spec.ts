/** An album of 1,500 photos, each in full size. Takes some minutes: photos of that size are made for each request. */
import { expect, test } from '@playwright/test';
import { exportAlbum, findLargestAlbum, openFacebook } from './facebook-album.ts';

test('an album of 1,500 photos is saved in full size, through a checkpoint in the middle', async () => {
  test.setTimeout(30 * 60_000);
  const session = await openFacebook({ posts: 10, albums: 1, largestAlbum: 1500 });
  try {
    expect(findLargestAlbum(session).ids.length).toBeGreaterThan(1400);
    await exportAlbum(session, 15 * 60_000);
    expect(session.testbed.errors).toEqual([]);
  } finally {
    await session.close();
  }
});
