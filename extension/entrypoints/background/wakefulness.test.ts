import { beforeEach, expect, it, vi } from 'vitest';

const alarms = { create: vi.fn(async () => {}), clear: vi.fn(async () => true) };
vi.mock('wxt/browser', () => ({ browser: { alarms } }));
vi.stubGlobal('chrome', {
  runtime: { id: 'abc' },
  declarativeNetRequest: { updateSessionRules: async () => {} },
});
const closeOffscreen = vi.fn(async () => {});
const ensureOffscreen = vi.fn(async () => {});
vi.mock('../../messaging/offscreen-port.ts', () => ({ closeOffscreen, ensureOffscreen }));
const closeCollectorTabs = vi.fn(async () => {});
vi.mock('../../messaging/collector-tabs.ts', () => ({ closeCollectorTabs }));

const { createWakefulness } = await import('./wakefulness.ts');

beforeEach(() => vi.clearAllMocks());

it('nothing is put to rest before all have said that they do', async () => {
  const { exports, downloads } = createWakefulness(['exports', 'downloads']);
  await downloads.onIdle(null);
  expect(closeOffscreen).not.toHaveBeenCalled();
  await exports.onBusy();
  await downloads.onIdle(null);
  expect(closeOffscreen).not.toHaveBeenCalled();
  await exports.onIdle(null);
  expect(closeOffscreen).toHaveBeenCalledTimes(1);
  expect(closeCollectorTabs).toHaveBeenCalledTimes(1);
  expect(alarms.clear).toHaveBeenCalledWith('watchdog');
  expect(alarms.create).not.toHaveBeenCalledWith('resume', expect.anything());
});

it('the worker is woken for what is due first', async () => {
  const { exports, downloads } = createWakefulness(['exports', 'downloads']);
  await exports.onIdle(9000);
  await downloads.onIdle(5000);
  expect(alarms.create).toHaveBeenLastCalledWith('resume', { when: 5000 });
});

it('one that is busy has the watchdog and the offscreen document', async () => {
  const { downloads } = createWakefulness(['exports', 'downloads']);
  await downloads.onBusy();
  expect(alarms.create).toHaveBeenCalledWith('watchdog', { periodInMinutes: 0.5 });
  expect(ensureOffscreen).toHaveBeenCalledTimes(1);
});
