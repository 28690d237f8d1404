import { expect, test } from 'vitest';
import { parseAddress } from './allow.ts';

test.each([
  ['nas.local', 'nas.local'],
  ['NAS:8080', 'nas:8080'],
  ['192.168.1.5', '192.168.1.5'],
  ['192.168.1.5:80', '192.168.1.5:80'],
  ['::1', '::1'],
  ['[::1]', '::1'],
  ['[::1]:8080', '[::1]:8080'],
])('%s is allowed as %s', (text, address) => {
  expect(parseAddress(text)).toBe(address);
});

test.each(['', '*', 'http://nas', 'nas/x', 'nas:0', 'nas:99999', 'a b', '-nas', '[nas]:80'])(
  '%j is no address',
  (text) => {
    expect(() => parseAddress(text)).toThrow(/is not HOST/);
  },
);
