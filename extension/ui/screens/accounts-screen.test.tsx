// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResponseOf } from '../../messaging/client.ts';
import { buildError, buildJob, createScreenWorld, settle } from '../testing/screen-world.ts';
import { DashboardScreen } from './dashboard-screen.tsx';

type Platforms = ResponseOf<'account.list'>['platforms'];

const budget = { perMinute: 20, perHour: 600, perDay: 5000, burst: 5, night: null };
const quiet = { objection: null, nextAt: null };

const tiktok: Platforms[number] = {
  platform: 'tiktok',
  label: 'TikTok',
  budget,
  defaults: budget,
  accounts: [
    { account: 'ab12cd', isCurrent: true, spent: { minute: 12, hour: 300, day: 4520 }, ...quiet },
    { account: 'nobody', isCurrent: false, spent: { minute: 0, hour: 0, day: 1 }, ...quiet },
  ],
};

async function openAccounts(platforms: Platforms) {
  const screen = createScreenWorld();
  screen.world.answers['account.list'] = async () => ({ platforms });
  location.hash = '#accounts';
  render(<DashboardScreen ports={screen.ports} />, document.body);
  await settle();
  await settle();
  return screen;
}

const text = (selector: string) => document.querySelector(selector)?.textContent ?? '';
const press = async (selector: string) => {
  document.querySelector<HTMLElement>(selector)?.click();
  await settle();
};
const type = async (name: string, value: string) => {
  const field = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!field) throw new Error(name);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
};

beforeEach(() => {
  location.hash = '';
});
afterEach(() => render(null, document.body));

describe('the accounts', () => {
  it('show what each has spent of its budget, and which one is yours', async () => {
    await openAccounts([tiktok]);
    expect(text('[data-account="ab12cd"]')).toContain('Your account');
    expect(text('[data-account="ab12cd"]')).toContain('12 of 20');
    expect(text('[data-account="ab12cd"]')).toContain('4,520 of 5,000');
    expect(text('[data-account="nobody"]')).toContain('Logged out');
  });

  it('say when one goes on, and let the user settle what only the user can', async () => {
    const [own, nobody] = tiktok.accounts;
    if (!own || !nobody) throw new Error('no accounts');
    const until = new Date(2026, 2, 1, 14, 20).toISOString();
    const waiting = { ...own, objection: { error: buildError('platform.rate_limited'), until } };
    const blocked = { ...nobody, objection: { error: buildError('platform.checkpoint'), until: null } };
    const { world } = await openAccounts([{ ...tiktok, accounts: [waiting, blocked] }]);
    expect(text('[data-account="ab12cd"]')).toMatch(/slow down.*Goes on at .*2:20/);
    expect(document.querySelector('[data-account="ab12cd"] [data-action="settle"]')).toBeNull();
    await press('[data-account="nobody"] [data-action="settle"]');
    expect(world.asked).toContainEqual({ name: 'account.settle', request: { platform: 'tiktok' } });
  });

  it('take other numbers only where they go together, and warn of high ones', async () => {
    const { world } = await openAccounts([tiktok]);
    const save = () => document.querySelector<HTMLButtonElement>('.budget button[type="submit"]');
    await type('perMinute', '50');
    expect(text('.budget .field-problem')).toContain('could be lost');
    expect(save()?.disabled).toBe(true);
    await type('perMinute', 'many');
    expect(save()?.disabled).toBe(true);
    await type('perMinute', '30');
    expect(text('.budget .notice')).toContain('were warned');
    await press('.budget .check-row input');
    save()?.form?.requestSubmit();
    await settle();
    expect(world.asked).toContainEqual({
      name: 'budget.write',
      request: {
        platform: 'tiktok',
        budget: { ...budget, perMinute: 30, night: { fromHour: 23, toHour: 7 } },
      },
    });
    await press('[data-action="reset"]');
    expect(world.asked).toContainEqual({
      name: 'budget.write',
      request: { platform: 'tiktok', budget: null },
    });
    expect(document.querySelector<HTMLInputElement>('input[name="perMinute"]')?.value).toBe('20');
  });
});

it('an export that runs says what its account was asked for; one that is done does not', async () => {
  const spent = { minute: 12, hour: 300, day: 480 };
  const accounts = [{ account: 'ab12cd', isCurrent: true, spent, ...quiet }];
  const show = async (status: 'running' | 'done') => {
    const screen = createScreenWorld([buildJob({ status })]);
    screen.world.answers['account.list'] = async () => ({
      platforms: [{ ...tiktok, platform: 'youtube', accounts }],
    });
    location.hash = '#j1';
    render(<DashboardScreen ports={screen.ports} />, document.body);
    await settle();
    await settle();
    const said = text('.spending-line');
    render(null, document.body);
    return said;
  };
  expect(await show('running')).toBe('Asked of the account: 12 of 20 this minute, 480 of 5,000 this day.');
  expect(await show('done')).toBe('');
});
