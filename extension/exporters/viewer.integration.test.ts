/** The viewer in a real browser, opened from the disk as its users open it. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../shared/model/item.ts';
import {
  archiveItem,
  buildFile,
  buildItem,
  sampleItems,
  sampleSource,
} from './__fixtures__/sample-archive.ts';
import { platformComments, platformItems } from './__fixtures__/three-platforms.ts';
import { ffmpegPath, openViewer, toHash, useBrowser, writeViewer } from './__fixtures__/viewer-page.ts';

useBrowser();

const readTitles = (page: Page) => page.locator('.card-title').allTextContents();
describe('the list', () => {
  it('shows every item, what was refused and why, and asks for nothing outside its folder', async () => {
    const { page, incidents } = await openViewer(await writeViewer());
    expect(await page.locator('.card').count()).toBe(sampleItems.length);
    expect(await page.locator('.summary h1').textContent()).toBe('Demo Creator');
    expect(await page.locator('.completeness summary').textContent()).toContain('5 of 6 saved, 1 refused');
    await page.locator('.completeness summary').click();
    expect(await page.locator('.reasons').textContent()).toContain('wants your age confirmed');
    expect(incidents).toEqual([]);
    await page.close();
  });

  it('filters by kind, year, visibility and what was saved, and goes back to everything', async () => {
    const { page } = await openViewer(await writeViewer());
    const select = async (label: string, value: string) => {
      await page.getByLabel(label, { exact: true }).selectOption(value);
      return page.locator('.status').textContent();
    };
    await page.getByRole('button', { name: /^Videos/ }).click();
    expect(await page.locator('.status').textContent()).toBe('3 items');
    expect(await select('Saved', 'no')).toBe('1 item');
    expect(await select('Visibility', 'private')).toBe('0 items');
    await page.getByRole('button', { name: 'Show everything' }).click();
    expect(await page.locator('.status').textContent()).toBe('6 items');
    expect(await page.getByLabel('Visibility').inputValue()).toBe('');
    expect(await select('Year', '2023')).toBe('1 item');
    await page.close();
  });

  it('filters by platform, by list and by playlist, and finds what comments say', async () => {
    const folder = await writeViewer({ items: platformItems, comments: platformComments });
    const { page, incidents } = await openViewer(folder);
    const choose = async (label: string, option: string) => {
      await page.getByLabel(label, { exact: true }).selectOption(option);
      return readTitles(page);
    };
    expect(await choose('Platform', 'TikTok')).toEqual(['Three boats', 'Fog over the pier']);
    expect(await choose('Found in', 'Liked')).toEqual(['Three boats']);
    await page.getByLabel('Platform', { exact: true }).selectOption('');
    expect(await choose('Found in', 'Walks: all of them')).toEqual(['A walk along the harbour']);
    await page.getByLabel('Found in', { exact: true }).selectOption('');
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('searchbox').fill('lovely calm');
    await page.waitForFunction(() => document.querySelector('.status')?.textContent === '1 item');
    expect(await page.locator('.snippet').textContent()).toContain('Ada: Lovely & <calm>');
    expect(incidents).toEqual([]);
    await page.close();
  });

  it('has its order and filters behind a button on a phone, and no card over another', async () => {
    const author = { id: 'a', name: 'x'.repeat(500), handle: null, url: null };
    const items = ['a', 'b', 'c'].map((id) => archiveItem(buildItem({ id, title: 'y'.repeat(500), author })));
    const { page } = await openViewer(await writeViewer({ items: [...items, ...sampleItems] }));
    await page.setViewportSize({ width: 320, height: 640 });
    const order = page.getByLabel('Order');
    expect(await order.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Sort and filter' }).click();
    await order.selectOption('title');
    for (const select of await page.locator('select').all()) {
      const box = await select.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 320).toBe(true);
    }
    const cards = await page.locator('.cell').all();
    const bottoms = await Promise.all(
      cards.map(async (cell) => {
        const [text, own] = [await cell.locator('.card-text').boundingBox(), await cell.boundingBox()];
        return { ends: (text?.y ?? 0) + (text?.height ?? 0), begins: own?.y ?? 0, x: own?.x };
      }),
    );
    for (const { ends, begins, x } of bottoms)
      for (const other of bottoms)
        if (other.x === x && other.begins > begins) expect(other.begins).toBeGreaterThanOrEqual(ends);
    await page.close();
  });

  it('is light or dark as its reader wants, and remembers it', async () => {
    const { page, incidents } = await openViewer(await writeViewer());
    const readBack = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await readBack();
    await page.getByRole('button', { name: 'Colours: as the system' }).click();
    expect(await readBack()).not.toBe(light);
    await page.reload();
    expect(await readBack()).not.toBe(light);
    expect(await page.getByRole('button', { name: 'Colours: dark' }).isVisible()).toBe(true);
    expect(incidents).toEqual([]);
    await page.close();
  });

  it('orders by date, title, length and views, with what has none at the end', async () => {
    const item = (id: string, changes: Partial<Item>) =>
      archiveItem(buildItem({ id, title: id, ...changes }));
    const day = (at: string) => ({ createdAt: { precision: 'exact', at } }) as const;
    const views = (value: number) => ({ stats: { views: { precision: 'exact', value } } }) as const;
    const items = [
      item('b10', { ...day('2024-01-01T00:00:00Z'), durationSec: 5, ...views(10) }),
      item('b9', { ...day('2026-01-01T00:00:00Z'), durationSec: 50, ...views(1) }),
      item('a', { createdAt: { precision: 'unknown' }, durationSec: null, stats: {} }),
    ];
    const { page } = await openViewer(await writeViewer({ items }));
    const order = async (value: string) => {
      await page.getByLabel('Order').selectOption(value);
      return readTitles(page);
    };
    expect(await order('newest')).toEqual(['b9', 'b10', 'a']);
    expect(await order('oldest')).toEqual(['b10', 'b9', 'a']);
    expect(await order('title')).toEqual(['a', 'b9', 'b10']);
    expect(await order('longest')).toEqual(['b9', 'b10', 'a']);
    expect(await order('views')).toEqual(['b10', 'b9', 'a']);
    await page.close();
  });

  it('is worked by keyboard alone, and comes back to where it was', async () => {
    const { page } = await openViewer(await writeViewer());
    await page.keyboard.press('/');
    await page.keyboard.type('crane moved');
    await page.waitForFunction(() => document.querySelector('.status')?.textContent === '1 item');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('.status')?.textContent === '6 items');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const title = await page.locator('.card:focus .card-title').textContent();
    await page.keyboard.press('Enter');
    expect(await page.locator('#item-title').textContent()).toBe(title);
    await page.keyboard.press('j');
    await page.waitForFunction(
      (before) => document.querySelector('#item-title')?.textContent !== before,
      title,
    );
    await page.keyboard.press('k');
    await page.waitForFunction(
      (before) => document.querySelector('#item-title')?.textContent === before,
      title,
    );
    await page.keyboard.press('Escape');
    expect(await page.locator('.card:focus .card-title').textContent()).toBe(title);
    await page.close();
  });

  it('opens, searches and scrolls 10,000 items with few of them in the page', async () => {
    const items = Array.from({ length: 10_000 }, (_, index) =>
      archiveItem(
        buildItem({
          id: `id${String(index).padStart(9, '0')}`,
          title: `Film ${index}`,
          text: `${'A long description. '.repeat(40)} needle${index}x`,
          createdAt: {
            precision: 'exact',
            at: new Date(Date.UTC(2026, 0, 1) - index * 3_600_000).toISOString(),
          },
        }),
      ),
    );
    const { page, incidents } = await openViewer(await writeViewer({ items, comments: [] }));
    expect((await readTitles(page))[0]).toBe('Film 0');
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.getByText('Film 9999', { exact: true }).waitFor();
    expect(await page.locator('.card').count()).toBeLessThan(120);
    await page.getByRole('searchbox').fill('needle7777x');
    await page.waitForFunction(() => document.querySelector('.status')?.textContent === '1 item');
    expect(await readTitles(page)).toEqual(['Film 7777']);
    expect(incidents).toEqual([]);
    await page.close();
  });

  it.each([360, 768, 1920])('fits into a window of %i pixels', async (width) => {
    const author = { id: 'a', name: 'Many words '.repeat(30), handle: null, url: null };
    const text = 'https://example.org/'.padEnd(900, 'a');
    const folder = await writeViewer({
      items: [archiveItem(buildItem({ title: 'W'.repeat(300), text, author }))],
      head: { source: { ...sampleSource, title: 'N'.repeat(200) } },
    });
    for (const hash of ['', toHash('youtube:post:video000001')]) {
      const { page } = await openViewer(folder, { hash, width });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.close();
    }
  });

  it('says so when there is nothing', async () => {
    const { page, incidents } = await openViewer(await writeViewer({ items: [], comments: [] }));
    expect(await page.locator('.empty').textContent()).toContain('nothing in this archive');
    expect(await page.getByRole('searchbox').isVisible()).toBe(false);
    expect(incidents).toEqual([]);
    await page.close();
  });

  it('prints all of its lines', async () => {
    const items = Array.from({ length: 300 }, (_, index) => archiveItem(buildItem({ id: `id${index}` })));
    const { page } = await openViewer(await writeViewer({ items }));
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.print-list li').count()).toBe(300);
    expect(await page.locator('.print-list li').last().isVisible()).toBe(true);
    expect(await page.getByRole('searchbox').isVisible()).toBe(false);
    await page.close();
  });
});

describe('an item', () => {
  const key = 'youtube:post:video000001';

  async function writeFilm(): Promise<string> {
    const [first, ...rest] = sampleItems;
    if (!first) throw new Error('no sample');
    const caption = buildFile('media/subtitles/youtube/2025-06-01_video000001.en.vtt');
    const folder = await writeViewer({ items: [{ ...first, files: [...first.files, caption] }, ...rest] });
    const film = join(folder, first.files[0]?.path ?? '');
    await mkdir(dirname(film), { recursive: true });
    const source = ['-f', 'lavfi', '-i', 'testsrc=duration=150:size=160x90:rate=5'];
    const output = [
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      '-movflags',
      '+faststart',
    ];
    await execa(ffmpegPath, ['-loglevel', 'error', ...source, ...output, film]);
    return folder;
  }

  it('plays the saved film, goes to a chapter and shows subtitles', async () => {
    const { page, incidents } = await openViewer(await writeFilm(), { hash: toHash(key) });
    const film = page.locator('video');
    await page.getByRole('button', { name: /The lighthouse/ }).click();
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 120.2);
    expect(await film.evaluate((video) => (video as HTMLVideoElement).videoWidth)).toBe(160);
    const file =
      'WEBVTT\n\n1\n00:01.000 --> 00:02.000 align:start\n<c>Hello</c> <b>you</b>\n\n00:03.000 --> 00:04.000\nBye\n';
    const subtitles = { name: 'film.en.vtt', mimeType: 'text/vtt', buffer: Buffer.from(file) };
    await page.locator('.file-input').setInputFiles(subtitles);
    await page.waitForFunction(() => document.querySelector('video')?.textTracks[0]?.cues?.length === 2);
    expect(incidents).toEqual([]);
    await page.close();
  });

  it('says what to do when the file is gone', async () => {
    const { page } = await openViewer(await writeViewer(), { hash: toHash(key) });
    const trouble = page.locator('.trouble');
    await trouble.waitFor();
    expect(await trouble.textContent()).toContain('This browser cannot play the file');
    await page.close();
  });

  it('shows description, counts as they are known, files, playlists and comments', async () => {
    const { page } = await openViewer(await writeViewer(), { hash: toHash(key) });
    const facts = await page.locator('.fact-list').textContent();
    expect(facts).toContain('1,234,567');
    expect(facts).toContain('about 8.1K');
    expect(await page.locator('.rich-text a').first().getAttribute('href')).toBe(
      'https://example.org/harbour?a=1&b=2',
    );
    expect(await page.locator('.files li').count()).toBe(2);
    expect(await page.locator('.comment').count()).toBe(2);
    await page.getByRole('link', { name: '＝Harbours, all of them' }).click();
    await page.locator('.entries li').first().waitFor();
    expect(await page.locator('.entries li').allTextContents()).toEqual([
      expect.stringContaining('A walk along the harbour'),
      expect.stringContaining('Not in this archive'),
      expect.stringContaining('جولة'),
    ]);
    await page.close();
  });

  it('shows pictures large, one after the other, by mouse and by keys', async () => {
    const folder = await writeViewer({ items: platformItems, comments: platformComments });
    const { page } = await openViewer(folder, { hash: toHash('tiktok:post:7300000000000000002') });
    await page.getByRole('button', { name: 'Picture 1 of 2' }).click();
    const dialog = page.getByRole('dialog', { name: 'Picture' });
    expect(await dialog.getByRole('status').textContent()).toBe('1 of 2');
    await page.keyboard.press('ArrowRight');
    expect(await dialog.getByRole('status').textContent()).toBe('2 of 2');
    expect(await dialog.locator('img').getAttribute('src')).toBe(
      'media/images/tiktok/2026-07-31_7300000000000000002_2.webp',
    );
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(false);
    expect(await page.locator('#item-title').textContent()).toBe('Three boats');
    await page.close();
  });

  it('shows what only some platforms have, shared posts, and how it has changed', async () => {
    const [, video, ...rest] = platformItems;
    if (!video) throw new Error('no sample');
    const views = (value: number) => ({ stats: { views: { precision: 'exact', value } } }) as const;
    const history = [
      { at: '2026-08-01T00:00:00Z', title: 'Fog', text: 'Fog', ...views(10) },
      { at: '2026-09-01T00:00:00Z', ...views(900) },
    ];
    const folder = await writeViewer({ items: [{ ...video, history }, ...rest], comments: [] });
    const { page } = await openViewer(folder, { hash: toHash('tiktok:post:7300000000000000001') });
    const side = await page.locator('.item-side').innerText();
    for (const words of ['Low Tide, The Tugs', '@harbourmaster', 'Old Pier, 1 Quay Street', 'Fog', 'Posts'])
      expect(side).toContain(words);
    expect(await page.locator('.fact-list').innerText()).toMatch(/Shares\s+7\s+Saves\s+5\s+Reposts\s+1/);
    expect(await page.locator('.history > li').allInnerTexts()).toEqual([
      expect.stringContaining('views: 900'),
      expect.stringContaining('Title: Fog'),
    ]);
    await page.goto(`${page.url().split('#')[0]}${toHash('facebook:post:1000000000000001')}`);
    await page.locator('.shared-post').waitFor();
    expect(await page.locator('.shared-post').innerText()).toContain('We lend you our crane');
    expect(await page.locator('.fact-list').innerText()).toContain('Like 20 · Love 11');
    expect(await page.getByText(/^No .* was saved$/).count()).toBe(0);
    await page.close();
  });

  it('says why there is no film', async () => {
    const { page } = await openViewer(await writeViewer(), { hash: toHash('youtube:post:ageDDDDDDD4') });
    expect(await page.locator('.absent-words').textContent()).toContain('wants your age confirmed');
    await page.close();
  });

  it('says so when an address names none', async () => {
    const { page, incidents } = await openViewer(await writeViewer(), {
      hash: '#/item/youtube%3Apost%3Anone',
    });
    await page.getByText('This item is not in the archive').waitFor();
    await page.getByRole('link', { name: 'All items' }).click();
    await page.locator('.card').first().waitFor();
    expect(await page.locator('.card').count()).toBe(sampleItems.length);
    expect(incidents).toEqual([]);
    await page.close();
  });
});
