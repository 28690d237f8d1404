import { expect, test } from 'vitest';
import { isNodeNewEnough } from './node-version.ts';

test.each([
  ['v22.15.0', true],
  ['v24.1.0', true],
  ['v22.14.9', false],
  ['v20.99.0', false],
  ['of no version', false],
])('Node %s is new enough: %s', (version, isEnough) => {
  expect(isNodeNewEnough(version)).toBe(isEnough);
});
