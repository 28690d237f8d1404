import { expect, test } from 'vitest';
import { isOlder, listHoles, safeVersion } from './known-holes.ts';

test.each([
  ['2026.08.19', false],
  ['2026.07.04', false],
  ['2026.7.4', false],
  ['2026.7.4.233100', false],
  ['2026.06.09', true],
  ['2025.12.31', true],
  ['2023.03.04', true],
  ['nightly', true],
])('%s is older than the minimum: %s', (version, older) => {
  expect(isOlder(version, '2026.07.04')).toBe(older);
});

test('every hole is closed in the oldest version that is taken, and not in the one before', () => {
  expect(listHoles(safeVersion)).toEqual([]);
  expect(listHoles('2026.07.03')).toEqual(['CVE-2026-55404']);
});

test('an old version has the holes that were closed after it', () => {
  expect(listHoles('2026.02.21')).not.toContain('CVE-2026-26331');
  expect(listHoles('2023.03.04')).toContain('CVE-2023-35934');
});
