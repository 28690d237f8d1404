import { expect, it } from 'vitest';
import { parseDashboardHash, toDashboardHash } from './dashboard-route.ts';

it.each([{ view: 'jobs' }, { view: 'companion' }, { view: 'job', jobId: 'a/b c' }] as const)(
  'the address of %j leads back to it',
  (route) => {
    expect(parseDashboardHash(toDashboardHash(route))).toEqual(route);
  },
);

it('an address without a hash is the list', () => {
  expect(parseDashboardHash('')).toEqual({ view: 'jobs' });
});
