// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { defaultOptions } from '../../../shared/model/default-options.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { DashboardPorts } from '../ports.ts';
import {
  buildError,
  buildJob,
  buildRunningStep,
  createScreenWorld,
  settle,
} from '../testing/screen-world.ts';
import { DashboardScreen } from './dashboard-screen.tsx';

async function openDashboard(ports: DashboardPorts, hash = '') {
  location.hash = hash;
  render(<DashboardScreen ports={ports} />, document.body);
  await settle();
}

const text = () => document.querySelector('main')?.textContent ?? '';
const click = async (selector: string) => {
  document.querySelector<HTMLElement>(selector)?.click();
  await settle();
};

const completeness: NonNullable<Job['completeness']> = {
  claimed: 820,
  claimedExact: true,
  notSeen: 5,
  seen: 815,
  saved: 812,
  refused: [
    { id: 'a', code: 'platform.private', message: 'Private video' },
    { id: 'b', code: 'platform.members_only', message: 'Members' },
    { id: 'c', code: 'platform.private', message: 'Private video' },
  ],
  unknown: { oddRenderer: 2 },
};

beforeEach(() => {
  location.hash = '';
});
afterEach(() => render(null, document.body));

describe('the dashboard', () => {
  it('explains the three ways to start an export to those who have none', async () => {
    await openDashboard(createScreenWorld().ports);
    expect([...document.querySelectorAll('.empty h3')].map((title) => title.textContent)).toEqual([
      'From the page',
      'From the toolbar',
      'From the right-click menu',
    ]);
  });

  it('shows an export that cannot be read among the others, with what to do, and lets it be removed', async () => {
    const { world, ports } = createScreenWorld([buildJob({ status: 'done' })]);
    world.unreadable.jobs = [{ id: 'j9', title: 'Of a newer version' }];
    world.answers['job.remove'] = async () => {
      world.unreadable.jobs = [];
      return {};
    };
    await openDashboard(ports);
    const list = () => document.querySelector('.job-list')?.textContent ?? '';
    expect(list()).toContain('Of a newer version');
    expect(list()).toContain('update the extension');
    expect(document.querySelectorAll('.job-row')).toHaveLength(1);
    await click('.job-list .notice button');
    expect(world.requestsOf('job.remove')).toEqual([{ jobId: 'j9', withFiles: false }]);
    expect(list()).not.toContain('Of a newer version');
  });

  it('shows the newest of many exports, and older ones when they are asked for', async () => {
    const jobs = Array.from({ length: 620 }, (_, place) => buildJob({ status: 'done' }, { id: `j${place}` }));
    await openDashboard(createScreenWorld(jobs).ports);
    const countRows = () => document.querySelectorAll('.job-row').length;
    expect(countRows()).toBe(500);
    const older = document.querySelector<HTMLElement>('.older');
    expect(older?.textContent).toBe('Show older exports (120)');
    older?.click();
    await vi.waitFor(() => expect(countRows()).toBe(620));
    expect(document.querySelector('.older')).toBeNull();
  });

  it('opens an export at its top, and goes back to where the list was left', async () => {
    const place = { px: 0 };
    vi.stubGlobal('matchMedia', () => Object.assign(new EventTarget(), { matches: false }));
    vi.stubGlobal('scrollTo', (_left: number, topPx: number) => {
      place.px = topPx;
    });
    vi.spyOn(window, 'scrollY', 'get').mockImplementation(() => place.px);
    await openDashboard(createScreenWorld([buildJob({ status: 'done' })]).ports);
    place.px = 3000;
    dispatchEvent(new Event('scroll'));
    await click('.job-row');
    expect(place.px).toBe(0);
    place.px = 70;
    dispatchEvent(new Event('scroll'));
    await click('.back');
    expect(place.px).toBe(3000);
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('has the browser asked for the picked place within the click that resumes', async () => {
    const options = {
      ...defaultOptions,
      target: { kind: 'folder' as const, placeId: 'p1', name: 'Backups' },
    };
    const state = { status: 'blocked' as const, error: buildError('storage.permission') };
    const { ports, world } = createScreenWorld([buildJob(state, { options })]);
    await openDashboard(ports, '#j1');
    await click('[data-action="resume"]');
    expect(world.placeDesk.asked).toEqual(['p1']);
    expect(world.requestsOf('job.resume')).toEqual([{ jobId: 'j1' }]);
  });

  it('removes an export that was cancelled with its files, when that is confirmed', async () => {
    const target = { by: 'host' as const, folder: 'demo', path: '/exports/demo' };
    const { ports, world } = createScreenWorld([buildJob({ status: 'cancelled' }, { target })]);
    const answers = [false, true];
    globalThis.confirm = () => answers.shift() ?? false;
    await openDashboard(ports, '#j1');
    await vi.waitFor(() => expect(text()).toContain('Remove with its files'));
    const press = async () => {
      [...document.querySelectorAll('button')]
        .find(({ textContent }) => textContent?.includes('Remove with its files'))
        ?.click();
      await settle();
    };
    await press();
    expect(world.requestsOf('job.remove')).toEqual([]);
    await press();
    expect(world.requestsOf('job.remove')).toEqual([{ jobId: 'j1', withFiles: true }]);
  });

  it.each(['archive.damaged', 'media.damaged'] as const)(
    'lets an export that failed with %s be checked, and says what would be deleted',
    async (code) => {
      const target = { by: 'host' as const, folder: 'demo', path: '/exports/demo' };
      const counts = { seen: 11, saved: 11, refused: 0, files: 128, bytes: 15 };
      const job = buildJob({ status: 'failed', error: buildError(code) }, { target, counts, completeness });
      const { ports } = createScreenWorld([job]);
      const asked: string[] = [];
      globalThis.confirm = (question) => asked.push(question ?? '') < 0;
      await openDashboard(ports, '#j1');
      await vi.waitFor(() => expect(text()).toContain('Verify'));
      expect(text()).not.toContain('Remove with its files');
      await vi.waitFor(() => expect(text()).toContain('delete 128 saved files'));
      [...document.querySelectorAll('button')]
        .find(({ textContent }) => textContent?.includes('delete 128 saved files'))
        ?.click();
      expect(asked).toEqual([expect.stringContaining('128 files')]);
    },
  );

  it('has nothing to check of an export that failed before it was packed or handed over', async () => {
    const target = { by: 'browser' as const, folder: 'demo', downloadId: null };
    const state = { status: 'failed' as const, error: buildError('archive.damaged') };
    await openDashboard(createScreenWorld([buildJob(state, { target, completeness })]).ports, '#j1');
    expect(text()).not.toContain('Is the archive whole?');
    const folder = { by: 'host' as const, folder: 'demo', path: '/exports/demo' };
    render(null, document.body);
    await openDashboard(createScreenWorld([buildJob(state, { target: folder })]).ports, '#j1');
    expect(text()).not.toContain('Is the archive whole?');
  });

  it('goes on to the others when the export that is shown is removed, and the focus with it', async () => {
    const jobs = [buildJob({ status: 'done' }, { id: 'j2' }), buildJob({ status: 'cancelled' })];
    const { ports, world } = createScreenWorld(jobs);
    world.answers['job.remove'] = async () => {
      world.jobs = jobs.slice(0, 1);
      world.tell({ type: 'job.changed', jobId: 'j1' });
      return {};
    };
    await openDashboard(ports, '#j1');
    document.querySelector<HTMLElement>('[data-action="remove"]')?.focus();
    await click('[data-action="remove"]');
    expect(text()).not.toContain('no longer in the list');
    expect(document.querySelector('.job-detail .badge')?.textContent).toBe('Saved');
    await vi.waitFor(() => expect(document.activeElement?.localName).toBe('h2'));
  });

  it('opens on the job its address names', async () => {
    const jobs = [buildJob({ status: 'cancelled' }, { id: 'j2' }), buildJob({ status: 'done' })];
    await openDashboard(createScreenWorld(jobs).ports, '#j1');
    expect(document.querySelectorAll('.job-row')).toHaveLength(2);
    expect(document.querySelector('.job-detail .badge')?.textContent).toBe('Saved');
  });

  it('says so when that job is gone', async () => {
    await openDashboard(createScreenWorld([buildJob({ status: 'done' })]).ports, '#gone');
    expect(text()).toContain('no longer in the list');
  });

  it('shows steps with their counts and errors', async () => {
    const steps = [
      buildRunningStep({ index: 0, kind: 'details', status: 'done', done: 42 }),
      buildRunningStep({ index: 1, status: 'failed', error: buildError('ytdlp.stalled') }),
    ];
    const failed = buildJob({ status: 'failed', error: buildError('ytdlp.stalled') });
    await openDashboard(createScreenWorld([failed], steps).ports, '#j1');
    const shown = [...document.querySelectorAll('.steps li')].map((step) => step.textContent);
    expect(shown[0]).toBe('Reading details, Done42 of 42');
    expect(shown[1]).toContain('The download stopped moving');
  });

  it('accounts for what is saved, refused and why, not listed, and new to it', async () => {
    const done = buildJob(
      { status: 'done' },
      { completeness, counts: { seen: 815, saved: 812, refused: 3, files: 9, bytes: 1 } },
    );
    await openDashboard(createScreenWorld([done]).ports, '#j1');
    expect(text()).toContain('812 of 815 saved');
    const groups = [...document.querySelectorAll('.refusals summary')].map((group) => group.textContent);
    expect(groups[0]).toMatch(/^2 This is private/);
    expect(groups[1]).toMatch(/^1 This is for channel members/);
    expect(text()).toContain('The site says there are 820; 5 of them it did not list.');
    expect(text()).toContain('oddRenderer');
    expect(document.querySelector('.job-detail .badge')?.textContent).toBe('Saved in part');
  });

  it('offers another try only where something is missing', async () => {
    const whole = buildJob({ status: 'done' });
    await openDashboard(createScreenWorld([whole]).ports, '#j1');
    expect(document.querySelector('[data-action="retry"]')).toBeNull();
    render(null, document.body);
    const { ports, requestsOf } = createScreenWorld([{ ...whole, counts: { ...whole.counts, refused: 1 } }]);
    await openDashboard(ports, '#j1');
    await click('[data-action="retry"]');
    expect(requestsOf('job.resume')).toEqual([{ jobId: 'j1' }]);
  });

  it('wants videos again of an export that gave them up for want of the companion, and shows that it did', async () => {
    const options = { ...defaultOptions, withMedia: false };
    const job = buildJob({ status: 'done' }, { options, notices: [buildError('host.missing')] });
    const { ports, requestsOf } = createScreenWorld([job]);
    await openDashboard(ports, '#j1');
    expect(text()).not.toContain('Metadata only');
    for (const action of ['again', 'new']) await click(`[data-action="${action}"]`);
    const wanted = { ...options, withMedia: true };
    expect(requestsOf('job.start')).toMatchObject([
      { options: wanted },
      { options: { ...wanted, onlyNew: true } },
    ]);
  });

  it('draws only a few of ten thousand files', async () => {
    await openDashboard(createScreenWorld([buildJob({ status: 'done' })]).ports, '#j1');
    await click('[data-tab="files"]');
    expect(document.querySelector('table')?.getAttribute('aria-rowcount')).toBe('10001');
    const rows = document.querySelectorAll('tbody tr[aria-rowindex]');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(100);
    expect(rows[0]?.textContent).toContain('media/0.mp4');
  });

  it('moves between tabs with the arrow keys', async () => {
    await openDashboard(createScreenWorld([buildJob({ status: 'done' })]).ports, '#j1');
    const list = document.querySelector('[role="tablist"]');
    list?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    await settle();
    expect(document.querySelector('[aria-selected="true"]')?.textContent).toMatch(/^Files/);
  });

  it('tells what an export could not have, and leads from there to the companion', async () => {
    const { ports, world } = createScreenWorld([
      buildJob({ status: 'done' }, { notices: [buildError('host.missing')] }),
    ]);
    world.answers['companion.status'] = async () => Promise.reject(new AppError('host.missing'));
    await openDashboard(ports, '#j1');
    await click('.job-detail .notice .link');
    expect(location.hash).toBe('#companion');
    expect(text()).toContain('npm run host -- install');
  });

  it('leads from an export that waits for a folder to where it is chosen', async () => {
    const blocked = buildJob({ status: 'blocked', error: buildError('storage.read_only') });
    const { ports, world } = createScreenWorld([blocked]);
    await openDashboard(ports, '#j1');
    await click('.job-detail .notice .link');
    expect(world.doctored).toBe(1);
  });

  it('finds the companion once it is installed', async () => {
    const { ports, world } = createScreenWorld();
    const there = world.answers['companion.status'];
    world.answers['companion.status'] = async () => Promise.reject(new AppError('host.missing'));
    await openDashboard(ports, '#companion');
    expect(text()).toContain('Companion not installed');
    world.answers['companion.status'] = there;
    await click('.companion .actions button');
    expect(text()).toContain('Companion 0.1.0');
    expect(text()).toContain('/exports');
  });

  it('lets the companion write elsewhere and be brought up to date', async () => {
    const { ports, world, requestsOf } = createScreenWorld();
    await openDashboard(ports, '#companion');
    expect(text()).toContain('/exports/Downloads');
    for (const repair of ['choose-archives', 'choose-downloads', 'update'])
      await click(`[data-repair="${repair}"]`);
    expect(world.repaired).toEqual(['archives', 'downloads', 'update']);
    expect(requestsOf('companion.status')).toHaveLength(4);
  });

  it('says so when the library cannot be read', async () => {
    const { ports } = createScreenWorld();
    const queries = {
      ...ports.queries,
      listJobs: async () => Promise.reject(new AppError('storage.failed')),
    };
    await openDashboard({ ...ports, queries });
    expect(document.querySelector('.job-list [role="alert"]')?.textContent).toContain('could not store');
  });
});
