// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { Job } from '../../../shared/model/job.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { toScope } from '../../core/jobs/base-export.ts';
import type { PopupPorts } from '../ports.ts';
import {
  buildError,
  buildJob,
  buildRunningStep,
  channelRef,
  createScreenWorld,
  settle,
} from '../testing/screen-world.ts';
import { PopupScreen } from './popup-screen.tsx';

async function openPopup(ports: PopupPorts) {
  render(<PopupScreen ports={ports} />, document.body);
  await settle();
}

const text = () => document.body.textContent ?? '';
const click = async (selector: string) => {
  document.querySelector<HTMLElement>(selector)?.click();
  await settle();
};
const exportButton = () => document.querySelector<HTMLButtonElement>('.primary');

afterEach(() => render(null, document.body));

describe('the popup over a channel', () => {
  it('says whose channel it is, how much there is, and offers only the lists it has', async () => {
    await openPopup(createScreenWorld().ports);
    expect(text()).toContain('Night Sky');
    expect(text()).toContain('Your channel · 322 items');
    const chips = [...document.querySelectorAll('.form > fieldset .chip')].map((chip) => chip.textContent);
    expect(chips).toEqual(['Videos', 'Shorts']);
  });

  it('can export before the site has answered', async () => {
    const { ports, world } = createScreenWorld();
    world.answers['source.describe'] = () => new Promise(() => undefined);
    await openPopup(ports);
    expect(exportButton()?.disabled).toBe(false);
    expect(document.querySelector('[aria-busy="true"]')).not.toBeNull();
    // Where the estimate will stand, so that the button does not move.
    expect(document.querySelector('.export-bar > .estimate')?.textContent).toBe('');
  });

  it('starts the job with what was chosen, and remembers the choice', async () => {
    const { ports, requestsOf, saved } = createScreenWorld();
    await openPopup(ports);
    await click('.segments label:nth-child(2) input');
    await click('.primary');
    expect(requestsOf('job.start')).toMatchObject([{ ref: channelRef, options: { withMedia: false } }]);
    expect(saved.at(-1)).toMatchObject({ withMedia: false });
  });

  it.each([
    ['file', 'Goes into “Backups” if that is empty or holds this page, else among your downloads.'],
    ['folder', 'Goes into the folder “Backups”.'],
  ] as const)('says beforehand what becomes of a %s that was picked', async (kind, said) => {
    const { ports } = createScreenWorld();
    const target = { kind, placeId: 'p', name: 'Backups' };
    await openPopup({ ...ports, savedOptions: { ...ports.savedOptions, target } });
    expect(text()).toContain(said);
  });

  it('does not start while a choice is missing, and says which', async () => {
    const { ports, requestsOf } = createScreenWorld();
    await openPopup(ports);
    await click('.chip:nth-child(1) input');
    await click('.chip:nth-child(2) input');
    expect(text()).toContain('Choose at least one.');
    expect(exportButton()?.disabled).toBe(true);
    await click('.primary');
    expect(requestsOf('job.start')).toEqual([]);
  });

  it('says what to do when the site refuses, and asks again on demand', async () => {
    const { ports, world, requestsOf } = createScreenWorld();
    world.answers['source.describe'] = async () => Promise.reject(new AppError('platform.login_required'));
    await openPopup(ports);
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('log in there');
    expect(exportButton()).toBeNull();
    await click('[role="alert"] .link');
    expect(requestsOf('source.describe')).toHaveLength(2);
  });

  it('over a login page says to log in, and does not send to another site', async () => {
    const { ports } = createScreenWorld();
    const activePage = { ref: null, url: 'https://www.facebook.com/login/?next=x', tabId: 7 };
    await openPopup({ ...ports, activePage });
    expect(text()).toContain('Log in to Facebook');
    expect(text()).not.toContain('Open YouTube');
  });

  it('offers only what is new for lists, not for a single video', async () => {
    const { ports, world } = createScreenWorld();
    world.base = {
      sourceKey: 'night',
      refUrl: 'https://www.youtube.com/@night',
      jobId: 'j0',
      finishedAt: '2026-03-01T11:00:00Z',
      folder: 'night',
      kept: 1,
      scope: toScope(defaultJobOptions),
      parts: [],
      claimed: null,
    };
    await openPopup(ports);
    expect(text()).toContain('Only what is new');
    render(null, document.body);
    const ref = { ...channelRef, kind: 'video' } as const;
    await openPopup({ ...ports, activePage: { ...ports.activePage, ref } });
    expect(text()).not.toContain('Only what is new');
  });

  it('says of a page that is not there what that means, and then the words of the site', async () => {
    const { ports, world } = createScreenWorld();
    const words = "This content isn't available right now";
    world.answers['source.describe'] = async () => Promise.reject(new AppError('platform.not_found', words));
    await openPopup(ports);
    expect(document.querySelector('[role="alert"]')?.textContent).toContain(
      `${buildError('platform.not_found').message} (${words})`,
    );
  });

  it('keeps the export possible when only the look at the page failed', async () => {
    const { ports, world } = createScreenWorld();
    world.answers['source.describe'] = async () => Promise.reject(new AppError('net.timeout'));
    await openPopup(ports);
    expect(exportButton()?.disabled).toBe(false);
  });

  it('shows why a start failed', async () => {
    const { ports, world } = createScreenWorld();
    world.answers['job.start'] = async () => Promise.reject(new AppError('storage.full'));
    await openPopup(ports);
    await click('.primary');
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('disk is full');
    expect(exportButton()?.disabled).toBe(false);
  });
});

describe('the popup elsewhere', () => {
  it('says what can be exported on a page that cannot', async () => {
    await openPopup({ ...createScreenWorld().ports, activePage: { ref: null, url: null, tabId: null } });
    expect(text()).toContain('Nothing to export on this page');
    expect(exportButton()).toBeNull();
  });
});

describe('exports in the popup', () => {
  it('shows the export of this page in place of the form, with step, count and percent', async () => {
    const { ports } = createScreenWorld([buildJob({ status: 'running' })], [buildRunningStep()]);
    await openPopup(ports);
    expect(exportButton()).toBeNull();
    expect(text()).toContain('Downloading videos');
    expect(text()).toContain('12 of 42 · 28%');
    const bar = document.querySelector('[role="progressbar"]');
    expect(bar?.getAttribute('aria-valuenow')).toBe('28');
  });

  it('follows the news: speed while it downloads, the last exports once it is done', async () => {
    const { ports, world, tell } = createScreenWorld([buildJob({ status: 'running' })], [buildRunningStep()]);
    await openPopup(ports);
    const progress = {
      stage: 'downloading',
      percent: 50,
      bytes: 5,
      totalBytes: 10,
      bytesPerSec: 2e6,
      etaSec: 1,
    } as const;
    tell({ type: 'item.progress', jobId: 'j1', itemId: 'v', progress });
    await settle();
    expect(text()).toContain('2 MB/s');
    world.jobs = [
      buildJob(
        { status: 'done' },
        {
          finishedAt: '2026-03-01T11:55:00Z',
          counts: { seen: 42, saved: 42, refused: 0, files: 99, bytes: 3e9 },
        },
      ),
    ];
    tell({ type: 'job.changed', jobId: 'j1' });
    await settle();
    expect(text()).toContain('42 items · 3 GB · 5 min ago');
    expect(exportButton()).not.toBeNull();
  });

  it('offers the next export as the last one was chosen', async () => {
    const { ports, world, tell, requestsOf } = createScreenWorld();
    await openPopup(ports);
    await click('.segments label:nth-child(2) input');
    world.jobs = [buildJob({ status: 'running' })];
    tell({ type: 'job.changed', jobId: 'j1' });
    await settle();
    expect(exportButton()).toBeNull();
    world.jobs = [buildJob({ status: 'done' }, { finishedAt: '2026-03-01T11:55:00Z' })];
    tell({ type: 'job.changed', jobId: 'j1' });
    await settle();
    await click('.primary');
    expect(requestsOf('job.start')).toMatchObject([{ options: { withMedia: false } }]);
  });

  it('cancels', async () => {
    const { ports, requestsOf } = createScreenWorld([buildJob({ status: 'running' })], [buildRunningStep()]);
    await openPopup(ports);
    await click('[data-action="cancel"]');
    expect(requestsOf('job.cancel')).toEqual([{ jobId: 'j1' }]);
  });

  it('says why an export waits for the user, and resumes it', async () => {
    const blocked = buildJob({ status: 'blocked', error: buildError('storage.full') });
    const { ports, requestsOf } = createScreenWorld([blocked]);
    await openPopup(ports);
    expect(text()).toContain('free some space and resume');
    await click('[data-action="resume"]');
    expect(requestsOf('job.resume')).toEqual([{ jobId: 'j1' }]);
  });

  it('offers other options beside an export that stands still, and says what becomes of both', async () => {
    const blocked = buildJob({ status: 'blocked', error: buildError('storage.full') });
    const { ports, requestsOf } = createScreenWorld([blocked]);
    await openPopup(ports);
    expect(exportButton()).toBeNull();
    await click('[data-action="beside"]');
    expect(text()).toContain('an export of its own, and the one above stays as it is');
    await click('.export-bar .primary');
    expect(requestsOf('job.start')).toMatchObject([{ ref: channelRef, options: { quality: 'original' } }]);
  });

  it('offers none beside one that runs', async () => {
    const { ports } = createScreenWorld([buildJob({ status: 'running' })], [buildRunningStep()]);
    await openPopup(ports);
    expect(document.querySelector('[data-action="beside"]')).toBeNull();
  });

  it('says first what is to be done about a stopped account, then what the site says, and leads there', async () => {
    const words = 'Your account is restricted';
    const error = { ...buildError('platform.checkpoint'), message: words };
    const { ports } = createScreenWorld([buildJob({ status: 'blocked', error })]);
    await openPopup(ports);
    expect(document.querySelector('.job-sentence')?.textContent).toBe(
      `${buildError('platform.checkpoint').message} (${words})`,
    );
    const [first] = document.querySelectorAll<HTMLAnchorElement>('.actions > *');
    expect(first?.textContent).toBe('Open the site');
    expect(first?.href).toBe(channelRef.url);
    expect(document.querySelectorAll('.primary')).toHaveLength(1);
  });

  it('speaks of a change of state, and not of what was there when it opened', async () => {
    const { ports, world, tell } = createScreenWorld([buildJob({ status: 'queued' })]);
    await openPopup(ports);
    const status = document.querySelector('[role="status"]');
    expect(status?.textContent).toBe('');
    world.jobs = [buildJob({ status: 'failed', error: buildError('storage.full') })];
    tell({ type: 'job.changed', jobId: 'j1' });
    await settle();
    expect(status?.textContent).toBe('Night Sky: Failed');
  });
});

describe('the focus in the popup', () => {
  const show = async ({ world, tell }: ReturnType<typeof createScreenWorld>, state: Job['state']) => {
    world.jobs = [buildJob(state)];
    tell({ type: 'job.changed', jobId: 'j1' });
    await settle();
  };
  const focused = () => document.activeElement;

  it('goes with the export from the form to its card, and on to the last exports', async () => {
    const screen = createScreenWorld();
    await openPopup(screen.ports);
    exportButton()?.focus();
    await show(screen, { status: 'running' });
    expect(exportButton()).toBeNull();
    expect(focused()?.matches('.page .job-title')).toBe(true);
    document.querySelector<HTMLElement>('[data-action="cancel"]')?.focus();
    await show(screen, { status: 'cancelled' });
    expect(focused()?.matches('[data-status="cancelled"] .job-title')).toBe(true);
  });

  it('stays where it is, and where it was given up', async () => {
    const screen = createScreenWorld();
    await openPopup(screen.ports);
    document.querySelector<HTMLElement>('.icon-button')?.focus();
    await show(screen, { status: 'running' });
    expect(focused()?.className).toBe('icon-button');
    const cancel = document.querySelector<HTMLElement>('[data-action="cancel"]');
    cancel?.focus();
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    await show(screen, { status: 'cancelled' });
    expect(cancel?.isConnected).toBe(false);
    expect(focused()).toBe(document.body);
  });
});

describe('the companion in the popup', () => {
  it.each([
    ['host.missing', 'Companion not installed', 'helped'],
    ['host.forbidden', 'Companion must be installed again', 'doctored'],
  ] as const)('%s is said, with the way to help and without the video choices', async (code, label, help) => {
    const { ports, world } = createScreenWorld();
    world.answers['companion.status'] = async () => Promise.reject(new AppError(code));
    await openPopup(ports);
    expect(text()).toContain(label);
    expect(text()).toContain('Video files need the companion');
    expect(document.querySelector('.form > .field-row select')).toBeNull();
    await click('.popup-foot .link');
    expect(world[help]).toBe(1);
  });

  it('is there with its version', async () => {
    const { ports, world } = createScreenWorld();
    await openPopup(ports);
    expect(document.querySelector('.popup-foot')?.textContent).toBe('Companion 0.1.0Check');
    await click('.popup-foot .link');
    expect(world.doctored).toBe(1);
  });
});
