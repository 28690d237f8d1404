import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openConnection } from './connect.ts';
import { parseProxy } from './proxy-choice.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A proxy that answers each message with the next of its replies; it keeps what it was sent. */
async function startProxy(replies: number[][], said: Buffer[] = []): Promise<number> {
  const server = createServer((socket: Socket) => {
    const left = replies.map((reply) => Buffer.from(reply));
    socket.on('data', (bytes) => {
      said.push(bytes);
      const reply = left.shift();
      if (reply) socket.write(reply);
      if (left.length === 0) socket.write('hello');
    });
    socket.on('error', () => undefined);
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const connect = (port: number, login = '') =>
  openConnection(
    {
      host: 'files.example',
      port: 443,
      addresses: [],
      proxy: parseProxy(`socks5h://${login}127.0.0.1:${port}`),
    },
    { signal: new AbortController().signal },
  );

const granted = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0];

test('names are left to the proxy, and what comes behind its answer is not lost', async () => {
  const said: Buffer[] = [];
  const socket = await connect(await startProxy([[5, 0], granted], said));
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  expect(said[0]).toEqual(Buffer.from([5, 1, 0]));
  expect(said[1]).toEqual(Buffer.from([5, 1, 0, 3, 13, ...Buffer.from('files.example'), 1, 187]));
  socket.destroy();
});

test('a proxy that wants a login gets it', async () => {
  const said: Buffer[] = [];
  const socket = await connect(await startProxy([[5, 2], [1, 0], granted], said), 'me:pass@');
  expect(said[1]).toEqual(Buffer.from([1, 2, ...Buffer.from('me'), 4, ...Buffer.from('pass')]));
  socket.destroy();
});

test.each([
  [
    'refuses',
    {
      login: '',
      replies: [
        [5, 0],
        [5, 2, 0, 1, 0, 0, 0, 0, 0, 0],
      ],
      word: 'code 2',
    },
  ],
  ['wants a login that there is not', { login: '', replies: [[5, 255]], word: 'login' }],
  [
    'does not take the login',
    {
      login: 'me:no@',
      replies: [
        [5, 2],
        [1, 1],
      ],
      word: 'password',
    },
  ],
])('a proxy that %s is told as such', async (_what, { login, replies, word }) => {
  await expect(connect(await startProxy(replies), login)).rejects.toMatchObject({
    code: 'net.failed',
    message: expect.stringContaining(word),
    retryable: false,
  });
});
