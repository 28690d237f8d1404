// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWireError } from '../../../shared/app-error.ts';
import type { DownloadRecord } from '../../core/downloads/download-record.ts';
import { buildDownload, buildSaved } from '../testing/download-records.ts';
import { createScreenWorld, settle } from '../testing/screen-world.ts';
import { DashboardScreen } from './dashboard-screen.tsx';

async function openDownloads(downloads: DownloadRecord[] = [], hash = '#downloads') {
  const screen = createScreenWorld();
  screen.world.downloads = downloads;
  location.hash = hash;
  render(<DashboardScreen ports={screen.ports} />, document.body);
  await settle();
  await settle();
  return screen;
}

const text = () => document.querySelector('main')?.textContent ?? '';
const click = async (selector: string) => {
  document.querySelector<HTMLElement>(selector)?.click();
  await settle();
};
const press = async (label: string) => {
  const button = [...document.querySelectorAll('button')].find((known) =>
    known.textContent?.startsWith(label),
  );
  if (!button) throw new Error(`there is no button ${label}`);
  button.click();
  await settle();
};
const rows = () =>
  [...document.querySelectorAll('tbody tr[aria-rowindex]')].map((row) => row.textContent ?? '');

beforeEach(() => {
  location.hash = '';
});
afterEach(() => render(null, document.body));

describe('the downloads in the dashboard', () => {
  it('explain themselves to those who have none', async () => {
    await openDownloads();
    expect(text()).toContain('Nothing was downloaded yet.');
    expect(document.querySelector('.sections [aria-current]')?.textContent).toBe('Downloads');
  });

  it('show one that cannot be read, with what to do, and let it be forgotten', async () => {
    const { world, ports } = createScreenWorld();
    world.unreadable.downloads = [{ id: 'd9', title: 'Of a newer version' }];
    world.answers['download.remove'] = async () => {
      world.unreadable.downloads = [];
      return {};
    };
    location.hash = '#downloads';
    render(<DashboardScreen ports={ports} />, document.body);
    await settle();
    await settle();
    expect(text()).toContain('Of a newer version');
    expect(text()).toContain('update the extension');
    expect(text()).not.toContain('Nothing was downloaded yet.');
    await click('.downloads .notice button');
    expect(world.requestsOf('download.remove')).toEqual([{ downloadIds: ['d9'] }]);
    expect(text()).not.toContain('Of a newer version');
  });

  it('open on the page that their address names', async () => {
    const url = 'https://video.example/watch?v=1#t=9';
    const { requestsOf } = await openDownloads([], `#downloads=${encodeURIComponent(url)}`);
    expect(requestsOf('download.describe')).toEqual([
      { url, from: 1, withLogin: false, prefer: { codec: null, container: null } },
    ]);
    expect(document.querySelector<HTMLInputElement>('.address input')?.value).toBe(url);
    expect(text()).toContain('A long way home');
  });

  it('show the queue in its order, and pause all of it from its end', async () => {
    const { requestsOf } = await openDownloads([
      buildDownload(1, { status: 'running' }),
      buildDownload(2, { status: 'queued' }),
      buildDownload(3, { status: 'queued' }),
    ]);
    const titles = [...document.querySelectorAll('.download-title')].map((title) => title.textContent);
    expect(titles).toEqual(['Video 1', 'Video 2', 'Video 3']);
    await press('Pause all');
    expect(requestsOf('download.pause')).toEqual([
      { downloadId: 'd2' },
      { downloadId: 'd3' },
      { downloadId: 'd1' },
    ]);
  });

  it('take up all that stands still', async () => {
    const { requestsOf } = await openDownloads([
      buildDownload(1, { status: 'paused', progress: null }),
      buildDownload(2, { status: 'interrupted', error: createWireError('host.missing'), retryAt: null }),
    ]);
    await press('Resume all');
    expect(requestsOf('download.resume')).toHaveLength(2);
  });
});

describe('the history of downloads', () => {
  const saved = (place: number, title: string) =>
    buildDownload(
      place,
      { status: 'finished', saved: buildSaved() },
      { title, finishedAt: '2026-03-01T11:00:00Z' },
    );

  it('draws only a few of a thousand, the newest first', async () => {
    await openDownloads(Array.from({ length: 1000 }, (_, place) => saved(place + 1, `Film ${place + 1}`)));
    expect(document.querySelector('table')?.getAttribute('aria-rowcount')).toBe('1001');
    expect(rows().length).toBeLessThan(100);
    expect(rows()[0]).toContain('Film 1000');
    expect(rows()[0]).toContain('50 MB');
  });

  it('is searched as one types, and what was found can be taken out of it', async () => {
    const { requestsOf } = await openDownloads([saved(1, 'Night'), saved(2, 'Day'), saved(3, 'Nightfall')]);
    const field = document.querySelector<HTMLInputElement>('.history input');
    if (!field) throw new Error('there is no search');
    field.value = 'NIGHT';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    expect(rows().map((row) => row.replace(/Saved.*/, ''))).toEqual(['Nightfall', 'Night']);
    await press('Remove these 2');
    expect(requestsOf('download.remove')).toEqual([]);
    await press('Remove them?');
    expect(requestsOf('download.remove')).toEqual([{ downloadIds: ['d3', 'd1'] }]);
  });

  it('has the whole reason above it why the last ones failed', async () => {
    const failed = (place: number) =>
      buildDownload(
        place,
        { status: 'failed', error: createWireError('media.drm') },
        { title: `Film ${place}` },
      );
    await openDownloads([saved(1, 'Night'), ...Array.from({ length: 9 }, (_, place) => failed(place + 2))]);
    const region = document.querySelector('[aria-label="Not saved"]');
    expect(region?.querySelector('h2')?.textContent).toBe('Not saved 9');
    const cards = [...(region?.querySelectorAll('article') ?? [])].map((card) => card.textContent);
    expect(cards).toHaveLength(4);
    expect(cards[0]).toContain('Film 10');
    expect(cards[0]).toContain('This is protected by DRM and cannot be saved.');
  });

  it('shows a file in its folder, tries again what failed, and copies why', async () => {
    const { requestsOf, copied } = await openDownloads([
      saved(1, 'Night'),
      buildDownload(2, { status: 'failed', error: createWireError('media.drm') }),
    ]);
    await click('[data-action="reveal"]');
    expect(requestsOf('download.reveal')).toEqual([{ downloadId: 'd1' }]);
    await click('[data-action="copy"]');
    expect(copied[0]).toMatch(/^media\.drm: /);
    await click('[data-action="retry"]');
    expect(requestsOf('download.resume')).toEqual([{ downloadId: 'd2' }]);
  });
});
