import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildDefaultConfig, type Config } from '../config.ts';
import { readMachine } from '../directories.ts';
import { type FilterProxy, openFilterProxy } from './filter-proxy.ts';
import { type Network, readNetwork } from './settings.ts';

/** Something on this machine that nobody may reach: it greets, echoes, and counts who came. */
const visits: Socket[] = [];
const target = createTcpServer({ allowHalfOpen: true }, (socket) => {
  visits.push(socket);
  socket.on('error', () => undefined);
  socket.write('hello ');
  socket.pipe(socket);
});
const machine = { ...readMachine(), env: {} };
const opened: FilterProxy[] = [];
let port: number;

const names: Record<string, string[]> = {
  'inside.example': ['127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'mapped.example': ['::ffff:10.0.0.1'],
  'both.example': ['::1', '10.0.0.8'],
};

const lookup: Network['lookup'] = async (name) => {
  const found = names[name];
  if (!found) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};

async function openFilter(config: Partial<Config> = {}, more: Partial<Network> = {}): Promise<FilterProxy> {
  const host = { machine, config: { ...buildDefaultConfig(machine), ...config } };
  const network = { ...readNetwork(host), lookup, ...more };
  const filter = await openFilterProxy(host, { signal: new AbortController().signal, network });
  opened.push(filter);
  return filter;
}

const proxyOf = ({ env }: FilterProxy): URL => new URL(env.HTTPS_PROXY ?? '');
const basic = ({ username, password }: URL): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

interface Tunnel {
  status: number;
  socket: Socket;
}

async function openTunnel(filter: FilterProxy, authority: string, login?: string): Promise<Tunnel> {
  const url = proxyOf(filter);
  const asked = request({
    host: url.hostname,
    port: url.port,
    method: 'CONNECT',
    path: authority,
    headers: { 'proxy-authorization': login ?? basic(url) },
  });
  asked.end();
  const [response, socket, head] = await once(asked, 'connect');
  socket.unshift(head);
  return { status: response.statusCode, socket };
}

/** The status of a request without TLS, and its body. */
async function getPlain(filter: FilterProxy, address: string): Promise<{ status: number; body: string }> {
  const url = proxyOf(filter);
  const headers = { 'proxy-authorization': basic(url), host: new URL(address).host };
  const asked = request({ host: url.hostname, port: url.port, path: address, headers }).end();
  const [response] = await once(asked, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, body };
}

beforeEach(async () => {
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  port = (target.address() as AddressInfo).port;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((filter) => filter.close()));
  for (const socket of visits.splice(0)) socket.destroy();
  await new Promise((resolve) => target.close(resolve));
});

describe('what leads into this machine or its networks is refused and not connected to', () => {
  test.each([
    '127.0.0.1:443',
    '127.8.8.8:443',
    '0.0.0.0:443',
    '10.0.0.1:443',
    '172.16.0.1:443',
    '192.168.1.1:443',
    '100.64.0.1:443',
    '169.254.169.254:443',
    '[::1]:443',
    '[::]:443',
    '[fe80::1]:443',
    '[fd00:ec2::254]:443',
    '[::ffff:127.0.0.1]:443',
    '[::ffff:a00:1]:443',
    '[64:ff9b::7f00:1]:443',
    '2130706433:443',
    '0x7f000001:443',
    '0x7f.1:443',
    '0177.0.0.1:443',
    '127.1:443',
    '127.0.0.1.:443',
    '134744072:443',
    'inside.example:443',
    'INSIDE.example:443',
    'metadata.example:443',
    'mapped.example:443',
    'both.example:443',
  ])('%s', async (authority) => {
    const filter = await openFilter();
    expect((await openTunnel(filter, authority)).status).toBe(403);
    expect(filter.refusals()).toMatchObject([{ host: authority, code: 'net.private_address' }]);
    expect(visits).toEqual([]);
  });

  test('a name that is public at first and private afterwards', async () => {
    const answers = [{ address: '5f00::1', family: 6 }];
    let lookups = 0;
    const filter = await openFilter(
      {},
      {
        lookup: async () => {
          lookups += 1;
          return answers.splice(0).concat({ address: '127.0.0.1', family: 4 }).slice(0, 1);
        },
      },
    );
    const first = openTunnel(filter, 'rebind.example:443').catch(() => null);
    while (lookups === 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await openTunnel(filter, 'rebind.example:443')).status).toBe(403);
    expect(lookups).toBe(2);
    await filter.close();
    await first;
    expect(visits).toEqual([]);
  });

  test('a name that the user’s proxy would be asked for', async () => {
    const filter = await openFilter({ proxy: `http://127.0.0.1:${port}` });
    expect((await openTunnel(filter, 'inside.example:443')).status).toBe(403);
    expect(visits).toEqual([]);
  });
});

test.each([
  'example.org:80',
  'example.org:22',
  'example.org',
  'user@example.org:443',
  'a b:443',
  ':443',
  '%:443',
])('CONNECT %s is refused', async (authority) => {
  const filter = await openFilter();
  const url = proxyOf(filter);
  const socket = connect(Number(url.port), url.hostname);
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: x\r\nProxy-Authorization: ${basic(url)}\r\n\r\n`);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 40[03] /);
});

test('a request without TLS is refused, and what is written down of it is the host alone', async () => {
  const filter = await openFilter();
  expect((await getPlain(filter, 'http://me:secret@example.org/a?token=1')).status).toBe(403);
  expect(filter.refusals()).toEqual([
    { host: 'example.org', code: 'input.url_refused', reason: expect.not.stringContaining('token') },
  ]);
});

test.each(['', 'Basic', 'Basic c3Rhci1leHBvcnQ6'])(
  'without its password (%j) nothing is done',
  async (login) => {
    const filter = await openFilter({ allowedAddresses: [`127.0.0.1:${port}`] });
    expect((await openTunnel(filter, `127.0.0.1:${port}`, login)).status).toBe(407);
    expect(visits).toEqual([]);
  },
);

describe('what the user has allowed', () => {
  test.each([
    ['an address and its port', (allowed: number) => `127.0.0.1:${allowed}`],
    ['an address', () => '127.0.0.1'],
  ])('%s is reached, both ways, to the last byte', async (_name, toEntry) => {
    const filter = await openFilter({ allowedAddresses: [toEntry(port)] });
    const { status, socket } = await openTunnel(filter, `127.0.0.1:${port}`);
    expect(status).toBe(200);
    const sent = Buffer.alloc(3_000_000, 'abc');
    socket.end(sent);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(Buffer.concat([Buffer.from('hello '), sent]))).toBe(true);
  });

  test('is not another port', async () => {
    const filter = await openFilter({ allowedAddresses: ['127.0.0.1:1'] });
    expect((await openTunnel(filter, `127.0.0.1:${port}`)).status).toBe(403);
    expect(visits).toEqual([]);
  });

  test('may speak without TLS', async () => {
    const server = createServer((asked, response) => response.end(JSON.stringify(asked.headers)));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const local = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const filter = await openFilter({ allowedAddresses: [local] });
    const { status, body } = await getPlain(filter, `http://${local}/x`);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ host: local });
    expect(body).not.toContain('authorization');
    server.close();
  });
});

describe('the user’s proxy', () => {
  test('gets names that are not known here, with its login', async () => {
    const heads: string[] = [];
    const proxy = createTcpServer((socket) => {
      socket.once('data', (head) => {
        heads.push(String(head));
        socket.end('HTTP/1.1 200 OK\r\n\r\nfirst words');
      });
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const filter = await openFilter({
      proxy: `http://me:pa%20ss@127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    });
    const { status, socket } = await openTunnel(filter, 'only-the-proxy-knows.example:443');
    let said = '';
    for await (const chunk of socket) said += chunk;
    expect({ status, said }).toEqual({ status: 200, said: 'first words' });
    expect(heads[0]).toContain('CONNECT only-the-proxy-knows.example:443 HTTP/1.1');
    expect(heads[0]).toContain(`Basic ${Buffer.from('me:pa ss').toString('base64')}`);
    proxy.close();
  });

  test('that is not there is told as such', async () => {
    const filter = await openFilter({ proxy: 'http://127.0.0.1:1' });
    expect((await openTunnel(filter, 'unknown.example:443')).status).toBe(502);
    expect(filter.refusals()).toMatchObject([
      { code: 'net.failed', reason: expect.stringContaining('proxy') },
    ]);
  });
});

test('closing ends what is open and frees the port', async () => {
  const filter = await openFilter({ allowedAddresses: ['127.0.0.1'] });
  const { socket } = await openTunnel(filter, `127.0.0.1:${port}`);
  socket.on('error', () => undefined);
  await once(socket, 'data');
  const ended = Promise.all([once(socket, 'close'), ...visits.map((visit) => once(visit, 'close'))]);
  await filter.close();
  await ended;
  const again = connect(Number(proxyOf(filter).port), '127.0.0.1');
  expect((await once(again, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
});

test('an aborted job closes its filter', async () => {
  const abort = new AbortController();
  const host = { machine, config: buildDefaultConfig(machine) };
  const filter = await openFilterProxy(host, { signal: abort.signal });
  abort.abort();
  const socket = connect(Number(proxyOf(filter).port), '127.0.0.1');
  expect((await once(socket, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
});

test('programs find it under every name, with no way past it', async () => {
  const { env } = await openFilter();
  for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'])
    expect(env[name]).toMatch(/^http:\/\/star-export:[0-9a-f]{48}@127\.0\.0\.1:\d+$/);
  expect(env).toMatchObject({ NO_PROXY: '', no_proxy: '' });
});
