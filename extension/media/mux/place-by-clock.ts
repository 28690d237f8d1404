/** When tracks of one clock begin beside each other. Pure. */
import type { MediaProbe } from './media-probe.ts';
import type { MuxInput } from './mux-order.ts';

/** What begins further from the others is not of their clock: that of MPEG-TS begins again after a day. */
const mostSec = 10;

/** Of its sound and pictures, those included that are not taken: whoever reads a file counts from there. */
function findStart({ hasClock }: MuxInput, probe: MediaProbe | undefined): number | null {
  const heard = (probe?.tracks ?? []).filter(({ kind }) => kind !== 'subtitle');
  const starts = heard.map(({ startSec }) => startSec);
  return hasClock && starts.length > 0 ? Math.min(...starts) : null;
}

/**
 * Each file is taken from its beginning, whatever its times are. Where they are times of one clock, the inputs are delayed
 * by what those say, which tells also what is missing before; else they stay as they are.
 */
export function placeByClock(
  inputs: readonly MuxInput[],
  probes: readonly MediaProbe[],
): readonly MuxInput[] {
  const starts = inputs.flatMap((input, place) => findStart(input, probes[place]) ?? []);
  const firstSec = Math.min(...starts);
  const isOneClock = starts.length === inputs.length && Math.max(...starts) - firstSec <= mostSec;
  if (inputs.length < 2 || !isOneClock || Math.max(...starts) === 0) return inputs;
  return inputs.map((input, place) => ({ ...input, delaySec: (starts[place] ?? firstSec) - firstSec }));
}
