// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import type { PopupPorts } from '../ports.ts';
import { buildDownload, buildProgress, buildSaved } from '../testing/download-records.ts';
import { buildFormat, buildPreset, buildSound, buildVideo } from '../testing/page-video.ts';
import { createScreenWorld, settle } from '../testing/screen-world.ts';
import { PopupScreen } from './popup-screen.tsx';

const page = 'https://video.example/1';

async function openTab(change: { url?: string | null; video?: PageVideo; error?: AppError } = {}) {
  const screen = createScreenWorld();
  const { world } = screen;
  world.answers['download.describe'] = async () => {
    if (change.error) throw change.error;
    return { video: change.video ?? buildVideo() };
  };
  const url = change.url === undefined ? page : change.url;
  const ports: PopupPorts = { ...screen.ports, activePage: { ref: null, url, tabId: 7 } };
  const open = async () => {
    render(<PopupScreen ports={ports} />, document.body);
    if (url === null) await click('[data-tab="download"]');
    await settle();
    await settle();
  };
  await open();
  return { ...screen, open };
}

const text = () => document.querySelector('main')?.textContent ?? '';
const find = <Element extends HTMLElement>(selector: string) => document.querySelector<Element>(selector);
const click = async (selector: string) => {
  find(selector)?.click();
  await settle();
};
const type = async (selector: string, value: string) => {
  const field = find<HTMLInputElement>(selector);
  if (!field) throw new Error(`there is no ${selector}`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
};
const presets = () => [...document.querySelectorAll('.preset')].map((preset) => preset.textContent);
const startButton = () => find<HTMLButtonElement>('.primary');

afterEach(() => render(null, document.body));

describe('the popup over a page with a video', () => {
  it('opens on what can be downloaded there, with sizes', async () => {
    await openTab();
    expect(text()).toContain('A long way home');
    expect(text()).toContain('Ana · 12:34 · video.example');
    expect(presets()).toEqual([
      'Original1080p · mp4≈ 90 MB',
      'Medium720p · mp4≈ 50 MB',
      'Sound only, m4a≈ 3 MB',
    ]);
  });

  it('downloads what was chosen, once for a double click, and remembers the choice', async () => {
    const { world, requestsOf, savedDownloads, open } = await openTab();
    await click('.preset:nth-of-type(2) input');
    world.answers['download.start'] = () => new Promise(() => undefined);
    startButton()?.click();
    startButton()?.click();
    await settle();
    expect(requestsOf('download.start')).toMatchObject([
      {
        wishes: [{ url: page, entry: null, title: 'A long way home', author: 'Ana', durationSec: 754 }],
        choice: { quality: 'medium', format: null, audioFormat: null },
        template: null,
        withLogin: false,
      },
    ]);
    expect(savedDownloads.at(-1)).toMatchObject({ quality: 'medium' });
    render(null, document.body);
    await open();
    expect(find<HTMLInputElement>('.preset:nth-of-type(2) input')?.checked).toBe(true);
  });

  it('lets every format be chosen, but for those under DRM', async () => {
    const formats = [
      buildFormat('137', { height: 1080, audioCodec: null, hdr: true }),
      buildSound('140'),
      buildFormat('drm', { drm: true }),
    ];
    const { requestsOf } = await openTab({ video: buildVideo({ formats }) });
    const rows = [...document.querySelectorAll('.formats tbody tr')];
    expect(rows.map((row) => row.textContent)).toEqual([
      '1080pHDR25H.264+ AAC53 MBmp4',
      'SoundAAC3 MBm4a',
      '720pDRM25H.264AAC50 MBmp4',
    ]);
    expect(find<HTMLInputElement>('.formats tr:nth-child(3) input')?.disabled).toBe(true);
    await click('.formats tbody tr:nth-child(3)');
    await click('.formats tbody tr:nth-child(1)');
    expect(find('.preset input:checked')).toBeNull();
    await click('.primary');
    expect(requestsOf('download.start')).toMatchObject([{ choice: { format: '137+140' } }]);
  });

  it('sorts the formats by the column that is pressed, and says so', async () => {
    const formats = [
      buildFormat('a', { bytes: 1 }),
      buildFormat('b', { bytes: 3 }),
      buildFormat('c', { bytes: 2 }),
    ];
    await openTab({ video: buildVideo({ formats }) });
    const sizes = () =>
      [...document.querySelectorAll('.formats tbody tr td:nth-child(6)')].map((cell) => cell.textContent);
    await click('.formats th:nth-child(6) button');
    expect(sizes()).toEqual(['3 B', '2 B', '1 B']);
    expect(find('.formats th:nth-child(6)')?.getAttribute('aria-sort')).toBe('descending');
    await click('.formats th:nth-child(6) button');
    expect(sizes()).toEqual(['1 B', '2 B', '3 B']);
  });

  it('does not start with a field that is wrong, and says which', async () => {
    const { requestsOf } = await openTab();
    await type('input[placeholder="no limit"]', 'fast');
    expect(text()).toContain('a number such as 2 or 0.5');
    expect(startButton()?.disabled).toBe(true);
    await click('.primary');
    expect(requestsOf('download.start')).toEqual([]);
  });

  it('takes the chosen videos of a playlist, of its further pages too', async () => {
    const entry = (number: number) => ({
      id: `e${number}`,
      url: `https://video.example/e${number}`,
      title: `Part ${number}`,
      durationSec: 60,
      entry: null,
    });
    const video = buildVideo({
      kind: 'playlist',
      entries: [entry(1), entry(2)],
      entryCount: 3,
      more: true,
      presets: [],
      formats: [],
    });
    const { world, requestsOf } = await openTab({ video });
    expect(text()).toContain('3 videos');
    world.answers['download.describe'] = async () => ({
      video: { ...video, entries: [entry(3)], more: false },
    });
    await click('.entries > .button');
    expect(requestsOf('download.describe').at(-1)).toMatchObject({ from: 3 });
    await click('.entry-list li:nth-child(2) input');
    expect(startButton()?.textContent).toBe('Download 2 videos');
    await click('.primary');
    expect(requestsOf('download.start')).toMatchObject([
      { wishes: [{ title: 'Part 1' }, { title: 'Part 3' }], choice: { sections: [] } },
    ]);
  });

  it.each([
    [{ live: 'live' }, 'still on'],
    [{ live: 'upcoming' }, 'not begun'],
    [{ formats: [buildFormat('1', { drm: true })], presets: [buildPreset('original')] }, 'DRM'],
    [{ formats: [], presets: [] }, 'no video or sound'],
  ] as [Partial<PageVideo>, string][])('offers nothing for %j and says why', async (change, sentence) => {
    await openTab({ video: buildVideo(change) });
    expect(text()).toContain(sentence);
    expect(startButton()).toBeNull();
  });
});

describe('the codec and the kind of file that are preferred', () => {
  const choose = async (label: string, value: string) => {
    const row = [...document.querySelectorAll('.field-row')].find((one) =>
      one.textContent?.startsWith(label),
    );
    const menu = row?.querySelector('select');
    if (!menu) throw new Error(`there is no menu ${label}`);
    menu.value = value;
    menu.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    await settle();
  };

  it('are told to who describes the page, and the presets are those of the answer', async () => {
    const { world, requestsOf } = await openTab();
    world.answers['download.describe'] = async () => ({
      video: buildVideo({ presets: [buildPreset('original', { container: 'webm', bytes: 40e6 })] }),
    });
    await choose('Preferred codec', 'vp9');
    const asked = { url: page, from: 1, withLogin: false, prefer: { codec: 'vp9', container: null } };
    expect(requestsOf('download.describe').at(-1)).toEqual(asked);
    expect(presets()).toEqual([expect.stringContaining('webm')]);
    await click('.primary');
    expect(requestsOf('download.start')).toMatchObject([{ choice: { codec: 'vp9' } }]);
  });

  it('are told from the start when they were chosen before', async () => {
    const { requestsOf, open } = await openTab();
    await choose('Preferred file type', 'mkv');
    render(null, document.body);
    await open();
    const prefer = { codec: null, container: 'mkv' };
    expect(requestsOf('download.describe').at(-1)).toMatchObject({ prefer });
    expect(requestsOf('download.describe')).toHaveLength(3);
  });

  it('are not asked about of a page that the browser alone reads', async () => {
    const { requestsOf } = await openTab({ video: buildVideo({ extractor: 'browser' }) });
    await choose('Preferred codec', 'vp9');
    expect(requestsOf('download.describe')).toHaveLength(1);
  });
});

describe('a page that cannot be looked at', () => {
  it('is told, and looked at again on demand', async () => {
    const { world, requestsOf } = await openTab({ error: new AppError('net.timeout') });
    expect(find('[role="alert"]')?.textContent).toContain('did not answer in time');
    world.answers['download.describe'] = async () => ({ video: buildVideo() });
    await click('[role="alert"] .link');
    expect(requestsOf('download.describe')).toHaveLength(2);
    expect(text()).toContain('A long way home');
  });

  it.each(['host.missing', 'host.forbidden', 'ytdlp.missing'] as const)(
    'because of %s leads to where it is found out what is wrong',
    async (code) => {
      const { world } = await openTab({ error: new AppError(code) });
      expect(startButton()).toBeNull();
      await click('[role="alert"] .link');
      expect(world.doctored).toBe(1);
    },
  );

  it('is asked for where the browser does not tell it', async () => {
    const { requestsOf } = await openTab({ url: null });
    expect(requestsOf('download.describe')).toEqual([]);
    await type('.address input', 'no address');
    await click('.address button');
    expect(text()).toContain('not the address of a web page');
    await type('.address input', ' video.example/9 ');
    await click('.address button');
    expect(requestsOf('download.describe')).toEqual([
      { url: 'https://video.example/9', from: 1, withLogin: false, prefer: { codec: null, container: null } },
    ]);
  });
});

describe('the login on a site', () => {
  const box = () =>
    [...document.querySelectorAll<HTMLLabelElement>('.check-row')].find((row) =>
      row.textContent?.startsWith('Use my login'),
    );
  const press = async () => {
    box()?.querySelector('input')?.click();
    await settle();
    await settle();
  };

  it('is lent only after it was allowed, and taken back with a click', async () => {
    const { world, requestsOf } = await openTab();
    const asked = () =>
      requestsOf('download.describe').map((request) => (request as { withLogin: boolean }).withLogin);
    await press();
    expect([...world.allowedLogins]).toEqual(['video.example']);
    expect(asked()).toEqual([false, true]);
    await press();
    expect([...world.allowedLogins]).toEqual([]);
    expect(asked()).toEqual([false, true, false]);
  });

  it('stays off when the user refuses, and says so', async () => {
    const { world, requestsOf } = await openTab();
    world.lendsLogin = false;
    await press();
    expect(text()).toContain('goes on without your login');
    expect(requestsOf('download.describe')).toHaveLength(1);
  });

  it('is off where the browser alone was only allowed to fetch, and switched off it leaves that', async () => {
    const error = new AppError('net.permission', undefined, { context: { address: page } });
    const { world, requestsOf } = await openTab({ error });
    world.answers['download.describe'] = async () => ({ video: buildVideo({ extractor: 'browser' }) });
    await click('[role="alert"] .link');
    await settle();
    for (const _click of ['on', 'off']) await press();
    const asked = requestsOf('download.describe') as { withLogin: boolean }[];
    expect(asked.map(({ withLogin }) => withLogin)).toEqual([false, false, true, false]);
    expect([...world.allowedSites]).toEqual(['video.example']);
  });

  it('is not asked for on a platform, where it is lent anyway', async () => {
    await openTab({ url: null });
    await type('.address input', 'https://www.youtube.com/watch?v=a');
    await click('.address button');
    expect(text()).toContain('A long way home');
    expect(box()).toBeUndefined();
  });
});

describe('downloads in the popup', () => {
  it('show what is under way, live, and what was saved last', async () => {
    const { world, tell, open } = await openTab();
    render(null, document.body);
    world.downloads = [
      buildDownload(1, { status: 'finished', saved: buildSaved() }),
      buildDownload(2, { status: 'running' }),
      buildDownload(3, { status: 'queued' }),
    ];
    await open();
    expect(find('[data-tab="download"] .tab-count')?.textContent).toBe('2');
    const titles = [...document.querySelectorAll('.download-title')].map((title) => title.textContent);
    expect(titles).toEqual(['Video 2', 'Video 3', 'Video 1']);
    tell({ type: 'download.progress', downloadId: 'd2', progress: buildProgress() });
    await settle();
    expect(find('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('42');
    expect(text()).toContain('42% · 21 MB of 50 MB · 4.2 MB/s · about 7 s left');
  });

  it('are paused with a click; a cancel asks what becomes of what has arrived', async () => {
    const { world, requestsOf, open } = await openTab();
    render(null, document.body);
    world.downloads = [buildDownload(2, { status: 'running' })];
    await open();
    await click('[data-action="pause"]');
    expect(requestsOf('download.pause')).toEqual([{ downloadId: 'd2' }]);
    await click('[data-action="cancel"]');
    expect(requestsOf('download.cancel')).toEqual([]);
    await click('[data-action="discard"]');
    expect(requestsOf('download.cancel')).toEqual([{ downloadId: 'd2', discard: true }]);
  });

  it('say aloud what has changed and not what stayed', async () => {
    const { world, tell, open } = await openTab();
    render(null, document.body);
    world.downloads = [buildDownload(1, { status: 'running' }), buildDownload(2, { status: 'queued' })];
    await open();
    world.downloads = [
      buildDownload(1, { status: 'finished', saved: buildSaved() }),
      buildDownload(2, { status: 'queued' }),
    ];
    tell({ type: 'download.changed', downloadId: 'd1' });
    await settle();
    expect(find('.spoken[role="status"]')?.textContent).toBe('Video 1: Saved');
  });
});
