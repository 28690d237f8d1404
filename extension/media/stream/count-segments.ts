/** How many segments a DASH manifest comes to, before any of them is made: a few words can name thousands of millions. */

const attributeOf = (tag: string, name: string): string | null =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? null;

const numberOf = (tag: string, name: string): number | null => {
  const text = attributeOf(tag, name);
  return text === null ? null : Number(text);
};

const daySec = 86_400;
const unitsSec = [365 * daySec, 30 * daySec, daySec, 3600, 60, 1];

/** Seconds of a length of time in ISO 8601, such as `PT1H30M`. */
function toSeconds(text: string): number {
  const parts =
    /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/.exec(
      text,
    );
  return unitsSec.reduce((sum, unit, place) => sum + unit * Number(parts?.[place + 1] ?? 0), 0);
}

/** As long as the whole or all periods say, whichever is more. */
function readLength(text: string): number {
  const whole = toSeconds(/\smediaPresentationDuration\s*=\s*["']([^"']*)/.exec(text)?.[1] ?? '');
  const periods = (text.match(/<Period\b[^>]*>/g) ?? []).map((tag) =>
    toSeconds(attributeOf(tag, 'duration') ?? ''),
  );
  return Math.max(
    whole,
    periods.reduce((sum, length) => sum + length, 0),
  );
}

const countTags = (text: string, name: string): number =>
  text.match(new RegExp(`<${name}\\b`, 'g'))?.length ?? 0;

/** What stands in front of the first of these, and from each of them to the next. */
const cutAt = (text: string, name: string): string[] => text.split(new RegExp(`(?=<${name}\\b)`));

/** Segments of the templates and timelines in a piece of a manifest, each counted once. */
function createCounter(manifest: string): (piece: string) => number {
  const scales = [...manifest.matchAll(/\stimescale\s*=\s*["']([^"']*)/g)].map(([, scale]) => Number(scale));
  const largestScale = Math.max(1, ...scales);
  const lengthSec = readLength(manifest);
  const countBy = (step: number | null, scale: number | null): number =>
    step === null ? 0 : (lengthSec * (scale ?? largestScale)) / step;
  const countTemplate = (tag: string): number =>
    countBy(numberOf(tag, 'duration'), numberOf(tag, 'timescale'));
  const countStretch = (tag: string): number => {
    const repeats = numberOf(tag, 'r') ?? 0;
    return repeats < 0 ? countBy(numberOf(tag, 'd'), null) : repeats + 1;
  };
  return (piece) => {
    const sum = (tag: RegExp, countOne: (tag: string) => number): number =>
      (piece.match(tag) ?? []).reduce((all, one) => all + countOne(one), 0);
    const listed = Math.max(sum(/<SegmentList\b[^>]*>/g, countTemplate), countTags(piece, 'SegmentURL'));
    return listed + sum(/<SegmentTemplate\b[^>]*>/g, countTemplate) + sum(/<S\b[^>]*>/g, countStretch);
  };
}

/**
 * Of a plain manifest. What stands in front of the tracks is of each of them. About as many as there are, rather more; NaN
 * where a number is none.
 */
export function countSegments(manifest: string): number {
  const count = createCounter(manifest);
  const countShared = (piece: string, holder: string): number =>
    count(piece) * Math.max(1, countTags(holder, 'Representation'));
  return cutAt(manifest, 'Period').reduce((sum, period) => {
    const [head = '', ...sets] = cutAt(period, 'AdaptationSet');
    const inSets = sets.map((set) => {
      const [shared = '', ...tracks] = cutAt(set, 'Representation');
      return countShared(shared, set) + count(tracks.join(''));
    });
    return inSets.reduce((all, one) => all + one, sum + countShared(head, period));
  }, 0);
}
