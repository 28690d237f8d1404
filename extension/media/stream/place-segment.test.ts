import { expect, it } from 'vitest';
import { placeSegment } from './place-segment.ts';
import { createTimeline } from './timeline.ts';

const placing = {
  timeline: createTimeline(),
  heads: { first: null, strange: null, canRead: () => true, findTracks: () => null },
  member: { tell: () => undefined, agree: async () => 0, leave: () => undefined },
  signal: new AbortController().signal,
};
const segment = {
  ...{ url: 'https://cdn.test/1', range: null, key: null, init: null },
  ...{ durationSec: 2, startSec: 4, run: 1, isAbsent: false },
};

it.each(['moof', 'uuid', 'skip', 'wide', 'mdat'])(
  'MP4 that begins with %s is not put behind another unmoved',
  async (type) => {
    const bytes = new Uint8Array(Buffer.from(`\0\0\0\x08${type}`, 'latin1'));
    await expect(placeSegment(bytes, segment, placing)).rejects.toMatchObject({ code: 'media.parts_differ' });
  },
);
