import { expect, test } from 'vitest';
import { createProxyChoice } from './proxy-choice.ts';
import type { Network } from './settings.ts';
import { resolveTarget } from './target.ts';

const fail = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error(code), { code });
};
const give =
  (...addresses: string[]): Network['lookup'] =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

const resolve = (host: string, change: Partial<Network> = {}) =>
  resolveTarget(
    { host, port: 443 },
    { findProxy: () => null, isAllowed: () => false, authorities: null, lookup: give('8.8.8.8'), ...change },
  );
const proxied = { findProxy: createProxyChoice('http://proxy.lan:1', {}) };
const refused = expect.objectContaining({ code: 'net.private_address' });

test('a public name is connected to where it was found, and nowhere else', async () => {
  let lookups = 0;
  const lookup: Network['lookup'] = async () => {
    lookups += 1;
    return [{ address: '8.8.8.8', family: 4 }];
  };
  expect(await resolve('example.org', { lookup })).toMatchObject({
    addresses: [{ address: '8.8.8.8' }],
    proxy: null,
  });
  expect(lookups).toBe(1);
});

test('an address is not looked up', async () => {
  expect((await resolve('8.8.8.8', { lookup: fail('ENOTFOUND') })).addresses).toMatchObject([
    { address: '8.8.8.8' },
  ]);
});

test('of a name that is public and private only the public address is left', async () => {
  expect((await resolve('x.org', { lookup: give('10.0.0.1', '8.8.8.8') })).addresses).toMatchObject([
    { address: '8.8.8.8' },
  ]);
});

test('behind a proxy a name that is private in part is refused, because the proxy would choose', async () => {
  await expect(resolve('x.org', { ...proxied, lookup: give('10.0.0.1', '8.8.8.8') })).rejects.toEqual(
    refused,
  );
});

test('behind a proxy a name that nobody here knows is passed on', async () => {
  expect(await resolve('x.org', { ...proxied, lookup: fail('ENOTFOUND') })).toMatchObject({
    host: 'x.org',
    addresses: [],
    proxy: { host: 'proxy.lan' },
  });
});

test('what the user has allowed at home is reached without the proxy', async () => {
  const target = await resolve('nas.lan', {
    ...proxied,
    lookup: give('192.168.1.5'),
    isAllowed: (host) => host === 'nas.lan',
  });
  expect(target).toMatchObject({ addresses: [{ address: '192.168.1.5' }], proxy: null });
});

test.each(['EAI_AGAIN', 'ENETUNREACH'])(
  'no answer from the name server (%s) is told as no connection',
  async (code) => {
    await expect(resolve('x.org', { lookup: fail(code) })).rejects.toMatchObject({ code: 'net.offline' });
  },
);

test('a name that does not exist is told apart from no connection, where there is a network', async () => {
  await expect(resolve('x.org', { lookup: fail('ENOTFOUND') })).rejects.toMatchObject({
    code: expect.stringMatching(/^net\.(failed|offline)$/),
    context: { host: 'x.org' },
  });
});

test.each(['', 'a b', 'x.org/path', 'x.org:80', 'user@x.org', 'x?y'])('%j is no host', async (host) => {
  await expect(resolve(host)).rejects.toMatchObject({ code: 'input.url_refused' });
});
