import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDefaultConfig } from '../config.ts';
import { applyOptions } from './install.ts';
import { parseBrowsers } from './parse-browsers.ts';

const machine = { platform: 'linux', home: '/home/a', temp: '/tmp', env: {} } as const;
const config = buildDefaultConfig(machine);

test('options become absolute paths and exact origins', () => {
  const id = 'abcdefghijklmnopabcdefghijklmnop';
  const changed = applyOptions(config, { root: 'here', 'extension-id': [id] }, machine);
  expect(changed.root).toBe(join(process.cwd(), 'here'));
  expect(changed.origins.at(-1)).toBe(`chrome-extension://${id}/`);
});

test('a home that no shell has put in the place of its sign is meant all the same', () => {
  expect(applyOptions(config, { root: '~/Archive' }, machine).root).toBe('/home/a/Archive');
});

test.each(['/etc/star', '/home/a'])('%s is refused as a folder', (root) => {
  expect(() => applyOptions(config, { root }, machine)).toThrow(root);
  expect(() => applyOptions(config, { downloads: root }, machine)).toThrow(root);
});

test('the extension of this version is answered beside those of the settings', () => {
  const old = { ...config, origins: ['chrome-extension://other/'] };
  expect(applyOptions(old, {}, machine).origins).toEqual([...config.origins, 'chrome-extension://other/']);
});

test('a proxy is kept, taken away by an empty one, and refused when it is of no kind we speak', () => {
  const proxied = applyOptions(config, { proxy: 'socks5://127.0.0.1:1080' }, machine);
  expect(proxied.proxy).toBe('socks5://127.0.0.1:1080');
  expect(applyOptions(proxied, {}, machine).proxy).toBe('socks5://127.0.0.1:1080');
  expect(applyOptions(proxied, { proxy: '' }, machine).proxy).toBeNull();
  expect(() => applyOptions(config, { proxy: 'ftp://p:21' }, machine)).toThrow(/proxy/);
});

test.each(['*', 'chrome-extension://*/', 'abc', ''])('%j is not the id of an extension', (id) => {
  expect(() => applyOptions(config, { 'extension-id': [id] }, machine)).toThrow(/not the id/);
});

test('an unknown browser is refused with the names of the known ones', () => {
  expect(() => parseBrowsers(['netscape'])).toThrow(/known are chrome, .*firefox/);
});
