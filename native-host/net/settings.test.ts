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
  ['nas.lan', 'nas.lan', 443, true],
  ['NAS.lan', 'nas.LAN', 8080, true],
  ['nas.lan:8080', 'nas.lan', 8080, true],
  ['nas.lan:8080', 'nas.lan', 443, false],
  ['nas.lan', 'a.nas.lan', 443, false],
  ['192.168.1.5', '192.168.1.5', 443, true],
  ['192.168.1.5', '192.168.1.50', 443, false],
  ['::1', '::1', 443, true],
  ['::1', '[::1]', 443, true],
  ['[::1]:8443', '::1', 8443, true],
  ['[::1]:8443', '::1', 443, false],
])('%s allows %s on port %i: %s', (entry, host, port, allowed) => {
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
