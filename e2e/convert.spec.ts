/** The user's own files in the dashboard of real Chromium: looked at, tried, converted, saved, and sound as ffmpeg says. */
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { execa } from 'execa';
import { downloadsFolder } from './downloads.ts';
import { readMediaFacts } from './media-file.ts';
import { openSession, type Session } from './session.ts';
import { shareSession } from './share-session.ts';

const scale = { videos: 1, shorts: 0, live: 0, hidden: 0, playlists: 0, largestPlaylist: 0, releases: 0 };

interface Place {
  session: Session;
  screen: Page;
}

/** Where the files lie that are picked. */
let folder: string;

/** Two clips and a song. */
async function makeClips(): Promise<void> {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=25:duration=3,format=yuv420p'];
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=3:sample_rate=48000'];
  const make = (name: string, ...args: string[]) =>
    execa('ffmpeg', ['-v', 'error', '-y', ...args, join(folder, name)]);
  await make('film.mp4', ...picture, ...sound, '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac');
  await make('silent.mp4', ...picture, '-c:v', 'libx264', '-preset', 'ultrafast');
  await make('song.m4a', ...sound, '-c:a', 'aac');
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'star-export-convert-'));
  await makeClips();
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

const startAlone = shareSession(() => openSession({ companion: false, testbed: { scale } }));
const startWithCompanion = shareSession(() => openSession({ testbed: { scale } }));

const openConvert = async (session: Session): Promise<Place> => ({
  session,
  screen: await session.browser.openExtensionPage('dashboard.html#convert'),
});

async function pick({ screen }: Place, ...names: string[]): Promise<void> {
  await screen.locator('input[type=file]').setInputFiles(names.map((name) => resolve(folder, name)));
  await expect(screen.getByText('Looking at it…')).toHaveCount(0, { timeout: 30_000 });
}

async function convert({ screen, session }: Place, label: string): Promise<string> {
  await screen.getByLabel(label, { exact: true }).check();
  await expect(screen.locator('.convert-estimate')).toContainText('about', { timeout: 60_000 });
  await screen.locator('[data-action="convert"]').click();
  const saved = screen.locator('.convert-outcome .notice[data-tone="good"]').last();
  await expect(saved).toContainText('Saved:', { timeout: 90_000 });
  const [, name = ''] = /Saved: (.+?) \(\d[^)]*B\)/.exec((await saved.textContent()) ?? '') ?? [];
  return join(session.browser.downloadsDir, 'Star Export', name);
}

async function expectSound(path: string): Promise<void> {
  const { stderr } = await execa('ffmpeg', ['-v', 'error', '-i', path, '-f', 'null', '-']);
  expect(stderr).toBe('');
}

test('a video becomes smaller, sound, and one file with another sound, in the browser alone', async () => {
  const place = await openConvert(await startAlone());
  const { screen } = place;
  await pick(place, 'film.mp4');
  await expect(screen.locator('.convert-files')).toContainText('1280 × 720 · h264 + aac');

  const small = await convert(place, 'Video, 480p');
  expect(await readMediaFacts(small)).toMatchObject({ tracks: ['audio', 'video'], size: '854x480' });
  await expectSound(small);

  await pick(place, 'film.mp4');
  const song = await convert(place, 'Sound, MP3');
  expect(await readMediaFacts(song)).toMatchObject({ tracks: ['audio'] });
  await expectSound(song);

  await pick(place, 'silent.mp4', 'song.m4a');
  const joined = await convert(place, 'As it is, in an MKV');
  const facts = await readMediaFacts(joined);
  expect(facts).toMatchObject({ tracks: ['audio', 'video'], size: '1280x720' });
  expect(Math.abs(facts.durationSec - 3)).toBeLessThan(0.2);
  await expectSound(joined);
  // Names that lie on this disk, and that the browser's downloads refuse.
  const odd = 'a ‘q’ 100%? می\u200cخواهم.mp4';
  await copyFile(join(folder, 'silent.mp4'), join(folder, odd));
  await pick(place, odd);
  const saved = await convert(place, 'Video, 480p');
  expect(await readMediaFacts(saved)).toMatchObject({ tracks: ['video'], size: '854x480' });

  // What cannot be is said before it is begun.
  await pick(place, 'silent.mp4', 'song.m4a');
  await screen.getByLabel('As it is, in a WebM', { exact: true }).check();
  await expect(screen.getByRole('alert')).toContainText('but into MP4');
  await expect(screen.locator('[data-action="convert"]')).toBeDisabled();

  // Nothing is left behind.
  const left = await screen.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle('convert')).keys()) names.push(name);
    return names;
  });
  expect(left).toEqual([]);
});

test('what is no media file is said to be none, and nothing can be made of it', async () => {
  const place = await openConvert(await startAlone());
  const { screen } = place;
  await screen.locator('input[type=file]').setInputFiles({
    name: 'text.mp4',
    mimeType: 'video/mp4',
    buffer: Buffer.from('this is no video\n'.repeat(99)),
  });
  await expect(screen.getByRole('alert')).toContainText('not one that Star Export opens', {
    timeout: 30_000,
  });
  await expect(screen.locator('[data-action="convert"]')).toHaveCount(0);
});

test('a file that the companion has too can be converted by it, where it lies', async () => {
  const place = await openConvert(await startWithCompanion());
  const { screen, session } = place;
  const downloads = downloadsFolder(session);
  await mkdir(downloads, { recursive: true });
  await copyFile(join(folder, 'film.mp4'), join(downloads, 'film.mp4'));
  await pick(place, join(downloads, 'film.mp4'));
  await screen.getByLabel(/^By the companion/).check();
  await expect(screen.locator('.convert-estimate')).toContainText('companion');
  await screen.locator('[data-action="convert"]').click();
  await expect(screen.locator('.convert-outcome')).toContainText('Saved: film (720p).mp4', {
    timeout: 60_000,
  });
  expect(await readdir(downloads)).toContain('film (720p).mp4');
  expect(await readMediaFacts(join(downloads, 'film (720p).mp4'))).toMatchObject({ size: '1280x720' });
});
