import type { Input } from 'mediabunny';
import { expect, it } from 'vitest';
import { readProbe } from './read-probe.ts';

interface FakeTrack {
  startSec: number;
  endSec: number;
}

const toInput = (tracks: readonly FakeTrack[], saidSec: number | null, mimeType = 'video/mp2t'): Input => {
  const input = {
    canRead: async () => true,
    getFormat: async () => ({ mimeType }),
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

const none = { bytes: 0, read: () => 0 };

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
  expect(await readProbe(toInput(tracks, null), none)).toMatchObject({ durationSec });
});

it('a film is cut where its head says that it ends long after its packets do', async () => {
  const late = [{ startSec: 10, endSec: 16 }];
  expect(await readProbe(toInput(late, 16), none)).not.toHaveProperty('cutFromSec');
  expect(await readProbe(toInput(late, 26), none)).toMatchObject({ durationSec: null, cutFromSec: 26 });
});

it.each([
  ['that is longer than the file is', 100, { durationSec: null, cutFromSec: 6 }],
  ['that is there', 50, { durationSec: 6 }],
] as const)('an MP4 is cut by pictures and sound %s', async (_case, statedBytes, found) => {
  const file = Buffer.alloc(58);
  for (const [at, type, bytes] of [
    [0, 'moov', 8],
    [8, 'mdat', statedBytes],
  ] as const) {
    file.writeUInt32BE(bytes, at);
    file.write(type, at + 4, 'latin1');
  }
  const source = { bytes: 58, read: (into: Uint8Array, at: number) => file.subarray(at).copy(into) };
  const input = toInput([{ startSec: 0, endSec: 6 }], 6, 'video/mp4');
  expect(await readProbe(input, source)).toMatchObject(found);
});
