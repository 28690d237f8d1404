/** Sound alone of sites that hand out whole films, with the companion and without. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { listFiles, verifyArchive } from './archive.ts';
import { logIn } from './browser.ts';
import { waitForJob } from './library.ts';
import { readMediaFacts } from './media-file.ts';
import { openZip } from './open-zip.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';
import { startJob } from './start-job.ts';

const scales = {
  tiktok: { posts: 5, photos: 1, hidden: 0, liked: 2, favourites: 2, reposts: 1, stories: 1, comments: 2 },
  facebook: { posts: 2, albums: 1, largestAlbum: 2, tagged: 1, videos: 1, reels: 2, saved: 1, stories: 1 },
};

function findProfile({ testbed }: Session, platform: keyof typeof scales) {
  if (platform === 'tiktok') {
    const { owner } = testbed.sites.tiktok.truth();
    return { platform, kind: 'profile', id: `@${owner.uniqueId}`, url: owner.url } as const;
  }
  const { owner } = testbed.sites.facebook.truth();
  return { platform, kind: 'profile', id: String(owner.vanity), url: owner.url } as const;
}

const cases = [
  { platform: 'tiktok', companion: false, audioFormat: 'mp3' },
  { platform: 'tiktok', companion: false, audioFormat: null },
  { platform: 'facebook', companion: false, audioFormat: 'mp3' },
  { platform: 'tiktok', companion: true, audioFormat: 'opus' },
] as const;

/** Logged in to both. */
async function open(companion: boolean): Promise<Session> {
  const { tiktok, facebook } = scales;
  const session = await openSession({
    companion,
    loggedIn: false,
    testbed: { tiktok: { scale: tiktok }, facebook: { scale: facebook } },
  });
  const { sites } = session.testbed;
  for (const site of [sites.tiktok, sites.facebook])
    await logIn(session.browser.context, site.ownerCookies());
  return session;
}

const startAlone = shareSession(() => open(false));
const startWithCompanion = shareSession(() => open(true));

for (const { platform, companion, audioFormat } of cases)
  test(`of ${platform} as ${audioFormat ?? 'it is'}${companion ? '' : ', in the browser alone'}`, async () => {
    const session = await (companion ? startWithCompanion() : startAlone());
    const options = {
      quality: 'audio',
      audioFormat,
      mediaTypes: ['video'],
      lists: ['posts', 'videos', 'reels'],
    };
    await startJob(session.lookout, findProfile(session, platform), options);
    const job = await waitForJob(session.lookout, { timeoutMs: 120_000 });
    expect(job.state).toEqual({ status: 'done' });
    expect(job.completeness).toMatchObject({ refused: [] });
    expect(job.completeness).not.toHaveProperty('reduced');
    const archive = companion ? (job.target?.path ?? '') : await openZip(session, job);
    const files = await listFiles(archive);
    const sounds = files.filter((path) => /^media\/audio\/.*\.(?!json)\w+$/.test(path));
    expect(sounds.length).toBeGreaterThan(2);
    for (const sound of sounds) {
      expect(sound).toMatch(new RegExp(`\\.${audioFormat ?? 'm4a'}$`));
      const { tracks, durationSec } = await readMediaFacts(join(archive, sound));
      expect(tracks, sound).toEqual(['audio']);
      expect(durationSec, sound).toBeGreaterThan(0.5);
    }
    expect(files.filter((path) => /^(parts|media\/videos)\/.*\.mp4$/.test(path))).toEqual([]);
    expect(await verifyArchive(archive)).toMatchObject({ exitCode: 0 });
    expect(session.testbed.errors).toEqual([]);
  });
