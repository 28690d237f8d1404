/** Which bytes of a file are there and which connection fetches which. Pure but for the counters. Ends are exclusive. */

/** A stretch of the file and the one connection that fetches it. */
export interface Segment {
  start: number;
  /** Up to here it lies on the disk. */
  written: number;
  /** Up to here it has arrived. */
  received: number;
  /** Moves towards `received` when another connection takes over the rest; infinite while the length is not known. */
  end: number;
  isTaken: boolean;
}

/** Bytes from `from` up to, but without, `to`. */
export type ByteRange = readonly [from: number, to: number];

/** A share that is smaller is not worth a request of its own. */
export const minShareBytes = 1024 * 1024;

/** The stretches of one file, from its first byte to its last. */
export interface SegmentMap {
  /** A stretch that nobody fetches: one that is free, else the larger half of the largest; null when there is none worth it. */
  take(): Segment | null;
  /** Cuts what is free into so many equal shares, as far as they are worth it. */
  share(count: number): void;
  /** Cuts what is free into shares of so many bytes; the last may be larger by what is not worth a request. */
  cut(shareBytes: number): void;
  /** What lies on the disk, in order and joined. */
  done(): ByteRange[];
  /** Lets go of what lies on the disk from here on. To be called when nothing is fetched any more. */
  forget(from: number): void;
  /** Up to where everything lies on the disk. Asked for after every piece, so it goes on from where it last was. */
  settledBytes(): number;
  /** How many bytes lie on the disk. */
  doneBytes(): number;
  /** How many bytes have arrived, on the disk or on their way there. */
  receivedBytes(): number;
  /** Whether every byte is on the disk. */
  isWhole(): boolean;
}

const create = (start: number, end: number): Segment => ({
  start,
  written: start,
  received: start,
  end,
  isTaken: false,
});

/** The gaps between what is there. */
function findGaps(total: number, done: readonly ByteRange[]): ByteRange[] {
  const edges = [...done].sort(([one], [other]) => one - other);
  const gaps: ByteRange[] = [];
  let at = 0;
  for (const [from, to] of edges) {
    if (from > at) gaps.push([at, from]);
    at = Math.max(at, to);
  }
  return at < total ? [...gaps, [at, total]] : gaps;
}

function join(ranges: readonly ByteRange[]): ByteRange[] {
  const joined: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([one], [other]) => one - other)) {
    const last = joined.at(-1);
    if (to <= from) continue;
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

const countBytes = (ranges: readonly ByteRange[]): number =>
  ranges.reduce((sum, [from, to]) => sum + to - from, 0);

/** `total` may be infinite: then there is one stretch without an end. */
export function createSegmentMap(total: number, doneBefore: readonly ByteRange[] = []): SegmentMap {
  let done = doneBefore;
  const segments = findGaps(total, done).map(([from, to]) => create(from, to));
  const split = (segment: Segment, at: number): Segment => {
    const rest = create(at, segment.end);
    segment.end = at;
    segments.push(rest);
    return rest;
  };
  const listFree = (): Segment[] => segments.filter(({ isTaken, end }) => !isTaken && Number.isFinite(end));
  const cut = (shareBytes: number): void => {
    for (const segment of listFree()) {
      let rest = segment;
      while (rest.end - rest.start >= shareBytes + minShareBytes) rest = split(rest, rest.start + shareBytes);
    }
  };
  const listUpTo = (mark: 'written' | 'received'): ByteRange[] =>
    join([...done, ...segments.map((segment): ByteRange => [segment.start, segment[mark]])]);
  const listDone = (): ByteRange[] => listUpTo('written');
  let settled = 0;
  /** What goes on from where the settled beginning ends. */
  const findNext = (): number => {
    const range = done.find(([from, to]) => from <= settled && to > settled);
    if (range) return range[1];
    return segments.find(({ start, written }) => start <= settled && written > settled)?.written ?? settled;
  };
  return {
    take() {
      const left = ({ received, end }: Segment): number => (Number.isFinite(end) ? end - received : 0);
      const free = segments.find((segment) => !segment.isTaken && segment.received < segment.end);
      if (free) {
        free.isTaken = true;
        return free;
      }
      const [largest] = segments.toSorted((one, other) => left(other) - left(one));
      if (!largest || left(largest) < 2 * minShareBytes) return null;
      const half = split(largest, largest.end - Math.floor(left(largest) / 2));
      half.isTaken = true;
      return half;
    },
    share(count) {
      const open = listFree().reduce((sum, { received, end }) => sum + end - received, 0);
      cut(Math.max(minShareBytes, Math.ceil(open / count)));
    },
    cut,
    done: listDone,
    settledBytes() {
      for (let next = findNext(); next > settled; next = findNext()) settled = next;
      return settled;
    },
    forget(from) {
      settled = Math.min(settled, from);
      done = done
        .map(([start, end]): ByteRange => [start, Math.min(end, from)])
        .filter(([start, end]) => start < end);
      for (const segment of segments)
        segment.written = Math.max(segment.start, Math.min(segment.written, from));
    },
    doneBytes: () => countBytes(listDone()),
    receivedBytes: () => countBytes(listUpTo('received')),
    isWhole() {
      const [first, ...more] = listDone();
      return total === 0 || (more.length === 0 && first?.[0] === 0 && first[1] === total);
    },
  };
}
