import { describe, expect, it } from 'vitest';
import { createTrialReader } from './read-trial.ts';

const lines: [atMs: number, line: string][] = [
  [0, "Input #0, mp3, from 'file:/files/in0':"],
  [900, "Output #0, null, to 'pipe:':"],
  [1000, 'size=N/A time=00:00:04.01 bitrate=N/A speed=40.1x'],
  [1400, 'size=N/A time=00:00:20.00 bitrate=N/A speed=39.9x'],
  [1400, 'video:0kB audio:310kB subtitle:0kB other streams:0kB global headers:0kB muxing overhead: unknown'],
];

describe('a piece of the work', () => {
  it('is measured from its first packet on, not from the start of ffmpeg', async () => {
    const trial = createTrialReader(20);
    for (const [atMs, line] of lines) trial.read(line, atMs);
    await trial.ended;
    expect(trial.measure()).toEqual({ workSec: 0.5, bitrate: (310 * 1024 * 8) / 20 });
  });

  it('that did not come to its end says nothing', () => {
    const trial = createTrialReader(20);
    for (const [atMs, line] of lines.slice(0, 3)) trial.read(line, atMs);
    expect(trial.measure()).toEqual({ workSec: 0, bitrate: 0 });
  });
});
