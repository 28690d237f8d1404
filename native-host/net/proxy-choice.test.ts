import { expect, test } from 'vitest';
import { createProxyChoice, isListed, parseProxy } from './proxy-choice.ts';

test.each([
  ['http://proxy.lan:3128', { protocol: 'http:', host: 'proxy.lan', port: 3128, login: null }],
  ['proxy.lan:3128', { protocol: 'http:', host: 'proxy.lan', port: 3128 }],
  ['http://proxy.lan', { port: 80 }],
  ['https://proxy.lan', { protocol: 'https:', port: 443 }],
  ['socks5h://127.0.0.1', { protocol: 'socks5h:', port: 1080 }],
  ['http://[::1]:8080', { host: '::1', port: 8080 }],
  ['http://me:p%40ss@proxy.lan:1', { login: { name: 'me', password: 'p@ss' } }],
])('%s is understood', (text, proxy) => {
  expect(parseProxy(text)).toMatchObject(proxy);
});

test.each(['ftp://x', 'socks4://x', 'http://', '://', ''])('%j is refused and never gone without', (text) => {
  expect(() => parseProxy(text)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
});

test.each([
  ['localhost,.example.org', 'a.example.org', true],
  ['.example.org', 'example.org', true],
  ['example.org', 'a.example.org', true],
  ['example.org', 'notexample.org', false],
  ['*.example.org', 'b.example.org', true],
  ['10.0.0.1:8080 x', '10.0.0.1', false],
  ['10.0.0.1:443', '10.0.0.1', true],
  ['::1', '::1', true],
  ['*', 'anything', true],
  ['Example.ORG', 'EXAMPLE.org.', true],
  ['', 'example.org', false],
])('NO_PROXY=%s and %s: %s', (list, host, listed) => {
  expect(isListed(list, host, 443)).toBe(listed);
});

test('the setting goes before the environment, and capital letters before small ones', () => {
  const env = {
    HTTPS_PROXY: 'http://a:1',
    https_proxy: 'http://b:1',
    all_proxy: 'http://c:1',
    NO_PROXY: 'direct.org',
  };
  const hostFor = (chosen: string | null, from: Record<string, string>, name = 'x.org') =>
    createProxyChoice(chosen, from)(name, 443)?.host ?? null;
  expect(hostFor('http://mine:1', env)).toBe('mine');
  expect(hostFor('http://mine:1', env, 'direct.org')).toBeNull();
  expect(hostFor(null, env)).toBe('a');
  expect(hostFor(null, { https_proxy: env.https_proxy, all_proxy: env.all_proxy })).toBe('b');
  expect(hostFor(null, { all_proxy: env.all_proxy })).toBe('c');
  expect(hostFor(null, {})).toBeNull();
});
