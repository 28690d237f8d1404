/** Tracks of one film that are fetched side by side agree on how each part of it is moved in time. */
import type { SegmentList } from './stream.ts';
import type { Timeline } from './timeline.ts';

/** Of one track. */
export interface Member {
  /** By how much earlier parts were moved, of a track that was begun before. */
  tell(offsets: Timeline['offsets']): void;
  /** Given what this track needs, in seconds; returns what all do. Waits for the other track, or until `signal`. */
  agree(run: number, ownSec: number, signal: AbortSignal): Promise<number>;
  /**
   * Nobody waits for it from here on. Not for a track that fails: its film is given up by the signal, and the other must not
   * go on by what it needs alone, for both go on later by what is settled.
   */
  leave(): void;
}

/** A track that has no other beside it. */
export const alone: Member = {
  tell: () => undefined,
  agree: (_run, ownSec) => Promise.resolve(ownSec),
  leave: () => undefined,
};

/** Clocks that are as far apart are none of one film. */
const sameClockSec = 1;

/** When each part begins by the playlist, in order. */
const listRuns = ({ segments }: SegmentList): Map<number, number> => {
  const runs = new Map<number, number>();
  for (const { run, startSec } of segments) if (!runs.has(run)) runs.set(run, startSec);
  return runs;
};

/**
 * Which part of the first track each part of the other belongs to: by number where both have the same ones, as HLS demands;
 * else by the time at which they begin.
 */
export function matchRuns(first: SegmentList, other: SegmentList): Map<number, number> {
  const ofFirst = listRuns(first);
  const ofOther = listRuns(other);
  if (ofFirst.size === ofOther.size && [...ofOther.keys()].every((run) => ofFirst.has(run)))
    return new Map([...ofOther.keys()].map((run) => [run, run]));
  return matchByTime(ofFirst, ofOther);
}

type Runs = ReadonlyMap<number, number>;

const sortByTime = (runs: Runs): [run: number, startSec: number][] =>
  [...runs].sort(([, one], [, other]) => one - other);

/** The first that begins near each: both are gone through once, for there may be hundreds of thousands. */
function matchByTime(ofFirst: Runs, ofOther: Runs): Map<number, number> {
  const first = sortByTime(ofFirst);
  const matched = new Map<number, number>();
  let place = 0;
  for (const [run, startSec] of sortByTime(ofOther)) {
    while ((first[place]?.[1] ?? startSec) <= startSec - sameClockSec) place += 1;
    const [like, atSec] = first[place] ?? [];
    if (like !== undefined && atSec !== undefined && atSec < startSec + sameClockSec) matched.set(run, like);
  }
  return matched;
}

/** Both go by what needs more; by itself goes who has another clock. */
const join = (ownSec: number, otherSec: number): number =>
  Math.abs(ownSec - otherSec) < sameClockSec ? Math.max(ownSec, otherSec) : ownSec;

/** How far a track is, in places of the parts that both have, and what it waits for. */
interface Standing {
  reached: number;
  offer: { place: number; ownSec: number; settle(offsetSec: number): void } | null;
}

/** Settles what can be. `settled`: by the places of parts. */
function review([one, other]: readonly [Standing, Standing], settled: Map<number, number>): void {
  if (one.offer && one.offer.place === other.offer?.place)
    settled.set(one.offer.place, join(one.offer.ownSec, other.offer.ownSec));
  for (const [own, beside] of [[one, other] as const, [other, one] as const]) {
    const { offer } = own;
    if (!offer) continue;
    const known = settled.get(offer.place);
    // The other one has none of this part, or nothing of it has come.
    if (known === undefined && beside.reached <= offer.place) continue;
    own.offer = null;
    offer.settle(known === undefined ? offer.ownSec : join(offer.ownSec, known));
  }
}

/**
 * Two tracks meet at each part that both have, and move it by what the one needs that needs more. What was settled once
 * stays so, whoever comes to it later.
 */
export function createAgreement(first: SegmentList, other: SegmentList): readonly [Member, Member] {
  const matched = matchRuns(first, other);
  const ofOther = new Set(matched.values());
  const shared = [...listRuns(first).keys()].filter((run) => ofOther.has(run));
  const places = new Map(shared.map((run, place) => [run, place]));
  const settled = new Map<number, number>();
  const standings = [0, 1].map((): Standing => ({ reached: -1, offer: null })) as [Standing, Standing];
  const createMember = (own: Standing, toFirst: (run: number) => number | undefined): Member => {
    const placeOf = (run: number): number => places.get(toFirst(run) ?? Number.NaN) ?? -1;
    return {
      tell(offsets) {
        for (const [run, offsetSec] of Object.entries(offsets))
          if (placeOf(Number(run)) >= 0) settled.set(placeOf(Number(run)), offsetSec);
        review(standings, settled);
      },
      async agree(run, ownSec, signal) {
        const place = placeOf(run);
        if (place < 0) return ownSec;
        // The listener below hears no signal that was given before.
        signal.throwIfAborted();
        const { promise, resolve, reject } = Promise.withResolvers<number>();
        own.reached = place;
        own.offer = { place, ownSec, settle: resolve };
        review(standings, settled);
        const end = (): void => reject(signal.reason);
        signal.addEventListener('abort', end, { once: true });
        return promise.finally(() => signal.removeEventListener('abort', end));
      },
      leave() {
        own.reached = Number.POSITIVE_INFINITY;
        review(standings, settled);
      },
    };
  };
  return [createMember(standings[0], (run) => run), createMember(standings[1], (run) => matched.get(run))];
}
