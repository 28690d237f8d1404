/**
 * Measuring several ways of doing the same work side by side: every contender does every input in every round, in
 * turns, so that whatever else the machine does disturbs all of them alike. Nothing is dropped.
 */
import { loadavg } from 'node:os';

export interface Contender<Input> {
  name: string;
  run(input: Input): void;
}

export interface Timing {
  name: string;
  /** Sum over all inputs, for each round. */
  roundsMs: number[];
  medianMs: number;
  /** Distance of the middle half of the rounds, as a part of the median. */
  spread: number;
  /** Sum of the inputs' own medians over the rounds: what is left when single disturbances are taken out. */
  steadyMs: number;
  /** Sum of the inputs' own fastest runs: the work itself, without collecting garbage and without the neighbours. */
  quietMs: number;
}

interface RoundOptions<Input> {
  inputs: readonly Input[];
  rounds: number;
  warmups: number;
}

/** Runs all contenders over all inputs; who goes first changes with every input and every round. */
export function runRounds<Input>(
  contenders: readonly Contender<Input>[],
  options: RoundOptions<Input>,
): Timing[] {
  const { inputs, rounds, warmups } = options;
  const taken = contenders.map(() => inputs.map((): number[] => []));
  for (let round = -warmups; round < rounds; round += 1) {
    for (const [place, input] of inputs.entries()) {
      for (let turn = 0; turn < contenders.length; turn += 1) {
        const index = (turn + place + round + warmups) % contenders.length;
        const elapsedMs = measure(() => contenders[index]?.run(input));
        if (round >= 0) taken[index]?.[place]?.push(elapsedMs);
      }
    }
  }
  return contenders.map(({ name }, index) => toTiming(name, taken[index] ?? []));
}

function measure(run: () => void): number {
  const startMs = performance.now();
  run();
  return performance.now() - startMs;
}

function toTiming(name: string, byInput: readonly number[][]): Timing {
  const rounds = byInput[0]?.length ?? 0;
  const roundsMs = Array.from({ length: rounds }, (_, round) =>
    byInput.reduce((sum, times) => sum + (times[round] ?? 0), 0),
  );
  const steadyMs = byInput.reduce((sum, times) => sum + toMiddle(times).medianMs, 0);
  const quietMs = byInput.reduce((sum, times) => sum + Math.min(...times), 0);
  return { name, roundsMs, steadyMs, quietMs, ...toMiddle(roundsMs) };
}

/** Median and interquartile spread of a list of numbers. */
export function toMiddle(values: readonly number[]): { medianMs: number; spread: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (part: number) => {
    const place = (sorted.length - 1) * part;
    const low = sorted[Math.floor(place)] ?? 0;
    const high = sorted[Math.ceil(place)] ?? 0;
    return low + (high - low) * (place % 1);
  };
  const medianMs = quantile(0.5);
  return { medianMs, spread: medianMs > 0 ? (quantile(0.75) - quantile(0.25)) / medianMs : 0 };
}

/** Load average of the last minute; where others take much of the machine, only the steady figures mean something. */
export function readLoad(): number {
  return loadavg()[0] ?? 0;
}
