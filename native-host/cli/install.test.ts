import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDefaultConfig } from '../config.ts';
import { applyOptions } from './install.ts';
import { parseBrowsers } from './parse-browsers.ts';

const config = buildDefaultConfig({ platform: 'linux', home: '/home/a', temp: '/tmp', env: {} });

test('options become absolute paths and exact origins', () => {
  const id = 'abcdefghijklmnopabcdefghijklmnop';
  const changed = applyOptions(config, { root: 'here', 'extension-id': [id] });
  expect(changed.root).toBe(join(process.cwd(), 'here'));
  expect(changed.origins.at(-1)).toBe(`chrome-extension://${id}/`);
});

test('a proxy is kept, taken away by an empty one, and refused when it is of no kind we speak', () => {
  const proxied = applyOptions(config, { proxy: 'socks5://127.0.0.1:1080' });
  expect(proxied.proxy).toBe('socks5://127.0.0.1:1080');
  expect(applyOptions(proxied, {}).proxy).toBe('socks5://127.0.0.1:1080');
  expect(applyOptions(proxied, { proxy: '' }).proxy).toBeNull();
  expect(() => applyOptions(config, { proxy: 'ftp://p:21' })).toThrow(/proxy/);
});

test.each(['*', 'chrome-extension://*/', 'abc', ''])('%j is not the id of an extension', (id) => {
  expect(() => applyOptions(config, { 'extension-id': [id] })).toThrow(/not the id/);
});

test('an unknown browser is refused with the names of the known ones', () => {
  expect(() => parseBrowsers(['netscape'])).toThrow(/known are chrome, .*firefox/);
});
