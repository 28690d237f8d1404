/** Keeps this worker awake, or sure to be woken, while exports or downloads have something to do. */
import { browser } from 'wxt/browser';
import { closeCollectorTabs } from '../../messaging/collector-tabs.ts';
import { closeOffscreen, ensureOffscreen } from '../../messaging/offscreen-port.ts';
import { addMediaReferers, removeMediaReferers } from './media-referers.ts';

const watchdogAlarm = 'watchdog';
const resumeAlarm = 'resume';

/** What a queue tells of itself. */
export interface Wakeful {
  onBusy(): Promise<void>;
  /** `nextAtMs` is when the next thing that waits is due; null for none. */
  onIdle(nextAtMs: number | null): Promise<void>;
}

/** One for each of `names`. The worker rests when all of them have said that they do. */
export function createWakefulness<Name extends string>(names: readonly Name[]): Record<Name, Wakeful> {
  const resting = new Map<Name, number | null>();

  const rest = async (): Promise<void> => {
    if (resting.size < names.length) return;
    await browser.alarms.clear(watchdogAlarm);
    const times = [...resting.values()].filter((atMs) => atMs !== null);
    if (times.length > 0) await browser.alarms.create(resumeAlarm, { when: Math.min(...times) });
    await Promise.all([closeOffscreen(), closeCollectorTabs(), removeMediaReferers()]);
  };

  const createWakeful = (name: Name): Wakeful => ({
    // The alarm is the last net: it wakes a worker whose offscreen document died with it.
    async onBusy() {
      resting.delete(name);
      await browser.alarms.create(watchdogAlarm, { periodInMinutes: 0.5 });
      await Promise.all([ensureOffscreen(), addMediaReferers()]);
    },
    async onIdle(nextAtMs) {
      resting.set(name, nextAtMs);
      await rest();
    },
  });
  return Object.fromEntries(names.map((name) => [name, createWakeful(name)])) as Record<Name, Wakeful>;
}
