import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDefaultConfig, type Config } from '../config.ts';
import { readMachine } from '../directories.ts';
import { matchesAllowed, readNetwork } from './settings.ts';

const read = (env: Record<string, string>, config: Partial<Config> = {}) => {
  const machine = { ...readMachine(), env };
  return readNetwork({ machine, config: { ...buildDefaultConfig(machine), ...config } });
};

test.each([
  ['nas.lan', 'nas.lan', { port: 443, allowed: true }],
  ['NAS.lan', 'nas.LAN', { port: 8080, allowed: true }],
  ['nas.lan:8080', 'nas.lan', { port: 8080, allowed: true }],
  ['nas.lan:8080', 'nas.lan', { port: 443, allowed: false }],
  ['nas.lan', 'a.nas.lan', { port: 443, allowed: false }],
  ['192.168.1.5', '192.168.1.5', { port: 443, allowed: true }],
  ['192.168.1.5', '192.168.1.50', { port: 443, allowed: false }],
  ['::1', '::1', { port: 443, allowed: true }],
  ['::1', '[::1]', { port: 443, allowed: true }],
  ['[::1]:8443', '::1', { port: 8443, allowed: true }],
  ['[::1]:8443', '::1', { port: 443, allowed: false }],
])('%s and %s: %j', (entry, host, { port, allowed }) => {
  expect(matchesAllowed(entry, host, port)).toBe(allowed);
});

test('nothing private is allowed from the start', () => {
  expect(read({}).isAllowed('127.0.0.1', 443)).toBe(false);
  expect(read({}, { allowedAddresses: ['127.0.0.1:443'] }).isAllowed('127.0.0.1', 443)).toBe(true);
});

test('the testbed’s proxy and authority go before the user’s', () => {
  const folder = mkdtempSync(join(tmpdir(), 'star-net-'));
  for (const name of ['own', 'test']) writeFileSync(join(folder, name), name);
  const own = { HTTPS_PROXY: 'http://own:1', SSL_CERT_FILE: join(folder, 'own'), NO_PROXY: 'a.org' };
  const testbed = { STAR_EXPORT_TEST_PROXY: 'http://test:1', STAR_EXPORT_TEST_CA: join(folder, 'test') };
  expect(read(own).findProxy('b.org', 443)?.host).toBe('own');
  expect(read(own).findProxy('a.org', 443)).toBeNull();
  expect(read(own).authorities).toBe('own');
  expect(read({ ...own, ...testbed }, { proxy: 'http://set:1' }).findProxy('a.org', 443)?.host).toBe('test');
  expect(read({ ...own, ...testbed }).authorities).toBe('test');
});

test('certificates that cannot be read are told, not gone without', () => {
  expect(() => read({ SSL_CERT_FILE: '/nowhere/ca.pem' })).toThrow(
    expect.objectContaining({ code: 'net.failed', retryable: false }),
  );
});
