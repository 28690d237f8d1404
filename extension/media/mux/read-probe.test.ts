import type { Input } from 'mediabunny';
import { expect, it } from 'vitest';
import { readProbe } from './read-probe.ts';

interface FakeTrack {
  startSec: number;
  endSec: number;
}

const toInput = (tracks: readonly FakeTrack[], saidSec: number | null): Input => {
  const input = {
    canRead: async () => true,
    getFormat: async () => ({ mimeType: 'video/mp2t' }),
    getDurationFromMetadata: async () => saidSec,
    getTracks: async () =>
      tracks.map(({ startSec, endSec }) => ({
        type: 'audio',
        getCodec: async () => 'aac',
        getFirstTimestamp: async () => startSec,
        computeDuration: async () => endSec,
        isVideoTrack: () => false,
      })),
  };
  return input as unknown as Input;
};

it.each([
  [
    'from its first track to the end of its last',
    [
      [36_000.5, 36_006],
      [36_000, 36_005.5],
    ],
    6,
  ],
  ['from 0 where what lies before is not shown', [[-0.5, 6]], 6],
] as const)('a film lasts %s', async (_case, times, durationSec) => {
  const tracks = times.map(([startSec, endSec]) => ({ startSec, endSec }));
  expect(await readProbe(toInput(tracks, null), 1)).toMatchObject({ durationSec });
});

it('a film is cut where its head says that it ends long after its packets do', async () => {
  const late = [{ startSec: 10, endSec: 16 }];
  expect(await readProbe(toInput(late, 16), 1)).not.toHaveProperty('cutFromSec');
  expect(await readProbe(toInput(late, 26), 1)).toMatchObject({ durationSec: null, cutFromSec: 26 });
});
