// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fix, Hop } from '../../../shared/doctor.ts';
import { createScreenWorld, settle } from '../testing/screen-world.ts';
import { DashboardScreen } from './dashboard-screen.tsx';

const hop = (id: Hop['id'], state: Hop['state'] = 'ok', fix: Fix | null = null): Hop => ({
  id,
  state,
  text: `found of ${id}`,
  fix,
});

async function openDoctor(hops: Hop[], strange: string | null = null) {
  const screen = createScreenWorld();
  screen.world.examine = async (onHop) => {
    for (const found of hops) onHop(found);
    return { strange };
  };
  location.hash = '#doctor';
  render(<DashboardScreen ports={screen.ports} />, document.body);
  await settle();
  return screen;
}

const text = () => document.querySelector('main')?.textContent ?? '';
const stateOf = (id: Hop['id']) => document.querySelector(`[data-hop="${id}"]`)?.getAttribute('data-state');
const press = async (selector: string) => {
  document.querySelector<HTMLElement>(selector)?.click();
  await settle();
};

beforeEach(() => {
  location.hash = '';
});
afterEach(() => render(null, document.body));

describe('the doctor', () => {
  it('shows each hop as it comes, and what is still to come', async () => {
    const screen = createScreenWorld();
    let tell: (found: Hop) => void = () => undefined;
    screen.world.examine = (onHop) => {
      tell = onHop;
      return new Promise(() => undefined);
    };
    location.hash = '#doctor';
    render(<DashboardScreen ports={screen.ports} />, document.body);
    await settle();
    tell(hop('manifest'));
    await settle();
    expect([stateOf('manifest'), stateOf('disk')]).toEqual(['ok', 'waiting']);
    expect(document.querySelector('.doctor [role="status"]')?.textContent).toBe('Looking…');
  });

  it('says in a sentence that all is well', async () => {
    await openDoctor([hop('manifest'), hop('disk')]);
    expect(document.querySelector('.doctor [role="status"]')?.textContent).toBe('Everything is in order.');
  });

  it('gives a command to copy', async () => {
    const fix: Fix = { kind: 'command', text: 'Run this.', command: 'npm run host -- install' };
    const { copied } = await openDoctor([hop('callers', 'failed', fix)]);
    expect(stateOf('disk')).toBe('unknown');
    await press('[data-hop="callers"] button');
    expect(copied).toEqual(['npm run host -- install']);
  });

  it.each([
    ['update', 'update'],
    ['choose-archives', 'archives'],
    ['choose-downloads', 'downloads'],
  ] as const)('repairs by a click (%s) and looks again', async (action, done) => {
    const screen = await openDoctor([hop('yt-dlp', 'warning', { kind: 'action', text: 'Do it.', action })]);
    screen.world.examine = async (onHop) => {
      onHop(hop('yt-dlp'));
      return { strange: null };
    };
    await press('[data-hop="yt-dlp"] button');
    expect(screen.world.repaired).toEqual([done]);
    expect(stateOf('yt-dlp')).toBe('ok');
    expect(screen.requestsOf('companion.status')).toHaveLength(2);
  });

  it('leads to how the companion is installed', async () => {
    await openDoctor([hop('manifest', 'failed', { kind: 'action', text: 'Install it.', action: 'install' })]);
    await press('[data-hop="manifest"] button');
    expect(location.hash).toBe('#companion');
  });

  it('shows what the browser said when nobody knows it', async () => {
    await openDoctor([], 'The moon is full.');
    expect(text()).toContain('The moon is full.');
  });

  it('copies a report of everything', async () => {
    const { copied } = await openDoctor([hop('manifest'), hop('disk', 'failed')]);
    const button = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Copy report',
    );
    button?.click();
    await settle();
    expect(copied[0]).toContain('failed  disk: found of disk');
    expect(copied[0]).toContain('Chromium 150');
  });
});
