import { expect, it } from 'vitest';
import { toDashboardHash } from './dashboard-route.ts';
import { parseDashboardHash } from './parse-dashboard-hash.ts';

it.each([
  { view: 'jobs' },
  { view: 'companion' },
  { view: 'doctor' },
  { view: 'convert' },
  { view: 'job', jobId: 'a/b c' },
  { view: 'downloads', url: null },
  { view: 'downloads', url: 'https://video.example/?a=1&b=%20#t=9' },
] as const)('the address of %j leads back to it', (route) => {
  expect(parseDashboardHash(toDashboardHash(route))).toEqual(route);
});

it('an address without a hash is the list', () => {
  expect(parseDashboardHash('')).toEqual({ view: 'jobs' });
});

it('an address that cannot be read is no address', () => {
  expect(parseDashboardHash('#downloads=%E0%A4%A')).toEqual({ view: 'downloads', url: null });
  expect(parseDashboardHash('#%E0%A4%A')).toEqual({ view: 'jobs' });
});
