import { expect, it } from 'vitest';
import { defaultOptions } from '../../shared/model/default-options.ts';
import type { JobOptions } from '../../shared/model/job-options.ts';
import { describeOptions } from './describe-options.ts';

const describeWith = (change: Partial<JobOptions>) =>
  describeOptions({ ...defaultOptions, ...change }, 'playlist');

it.each([
  [{ target: { kind: 'downloads' } }, 'among the downloads'],
  [{ target: { kind: 'folder', placeId: 'p', name: 'Archive' } }, 'into Archive'],
  [{ target: { kind: 'downloads' }, partGib: 4 }, 'among the downloads · ZIPs of at most 4 GiB'],
] satisfies [Partial<JobOptions>, string][])(
  'where an export goes, and in parts of what size, is said: %j',
  (change, said) => {
    expect(describeWith(change)).toBe(`${describeWith({})} · ${said}`);
  },
);
