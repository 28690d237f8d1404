import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openHttpConnection } from './http-connection.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Opens a connection to a server that answers every request with the next of these, as they stand. */
async function openTo(answers: (string | Buffer)[], onread = true) {
  const served: Socket[] = [];
  const server = createServer((socket) => {
    served.push(socket.on('error', () => undefined));
    const left = [...answers];
    socket.on('data', () => {
      const answer = left.shift();
      if (answer !== undefined) socket.write(answer);
    });
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const events: string[] = [];
  const connection = await openHttpConnection(
    async (options) => {
      const socket = connect({ host: '127.0.0.1', port, ...(onread && { onread: options }) });
      await once(socket, 'connect');
      return { socket, readsAsTold: onread };
    },
    { onIdle: () => events.push('idle'), onClose: () => events.push('close') },
  );
  const options = { signal: new AbortController().signal, timeoutMs: 10_000 };
  return {
    connection,
    events,
    served,
    ask: () => connection.ask('GET / HTTP/1.1\r\nhost: x\r\n\r\n', options),
  };
}

async function readAll(answer: { read(): Promise<Buffer | null> }): Promise<string> {
  let text = '';
  for (let piece = await answer.read(); piece; piece = await answer.read()) text += piece;
  return text;
}

const ok = (body: string): string => `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

test.each([true, false])(
  'answers follow each other on one connection (reading as told: %s)',
  async (onread) => {
    const { ask, connection, events } = await openTo([ok('first'), ok(''), ok('third')], onread);
    for (const body of ['first', '', 'third']) {
      expect(connection.isIdle()).toBe(true);
      const answer = await ask();
      expect(connection.isIdle()).toBe(false);
      expect(await readAll(answer)).toBe(body);
    }
    expect(events).toEqual(['idle', 'idle', 'idle']);
    connection.destroy();
  },
);

test('what only announces the answer is passed over', async () => {
  const { ask, connection } = await openTo([`HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${ok('real')}`]);
  expect(await readAll(await ask())).toBe('real');
  connection.destroy();
});

test.each([
  ['says so', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 1\r\n\r\na'],
  ['sends more than it announced', `${ok('a')}HTTP/1.1 200 OK\r\n`],
])('a server that %s is not asked again on the same connection', async (_what, wire) => {
  const { ask, connection, events } = await openTo([wire]);
  expect(await readAll(await ask())).toBe('a');
  expect(connection.isIdle()).toBe(false);
  expect(events).not.toContain('idle');
});

test('a connection that the server has closed is not idle', async () => {
  const { ask, connection, events, served } = await openTo([ok('a')]);
  await readAll(await ask());
  expect(connection.isIdle()).toBe(true);
  served[0]?.end();
  while (!events.includes('close')) await new Promise((resolve) => setImmediate(resolve));
  expect(connection.isIdle()).toBe(false);
});

test('a body that is not wanted is read when it is short, and else ends the connection', async () => {
  const short = await openTo([ok('a'.repeat(1000)), ok('next')]);
  (await short.ask()).discard();
  while (!short.connection.isIdle()) await new Promise((resolve) => setImmediate(resolve));
  expect(await readAll(await short.ask())).toBe('next');
  const long = await openTo([`HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\nbegin`]);
  (await long.ask()).discard();
  while (!long.events.includes('close')) await new Promise((resolve) => setImmediate(resolve));
  short.connection.destroy();
});

test('a body without an end is not read', async () => {
  const { ask } = await openTo(['HTTP/1.1 200 OK\r\n\r\nwho knows']);
  await expect((await ask()).read()).rejects.toMatchObject({ code: 'media.incomplete' });
});

test.each([
  ['in its head', 'HTTP/1.1 200 OK\r\ncontent-le'],
  ['in its body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'],
  ['in a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc'],
])('an answer that breaks off %s is not whole', async (_where, wire) => {
  const { ask, served } = await openTo([wire]);
  const reading = ask().then(readAll);
  while (served[0] === undefined || served[0].bytesWritten < wire.length)
    await new Promise((resolve) => setImmediate(resolve));
  served[0].end();
  await expect(reading).rejects.toMatchObject({ code: 'media.incomplete' });
});

test('a head without an end is refused', async () => {
  const { ask } = await openTo([`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`]);
  await expect(ask()).rejects.toMatchObject({ code: 'net.http' });
});

test('a head that does not come in time ends the connection', async () => {
  const { connection } = await openTo([]);
  const { signal } = new AbortController();
  await expect(connection.ask('GET / HTTP/1.1\r\n\r\n', { signal, timeoutMs: 20 })).rejects.toMatchObject({
    code: 'net.timeout',
  });
});

test('aborting ends a request that waits, and nothing that comes after it', async () => {
  const { connection, events } = await openTo([ok('a')]);
  const first = new AbortController();
  await readAll(await connection.ask('GET / HTTP/1.1\r\n\r\n', { signal: first.signal, timeoutMs: 10_000 }));
  first.abort();
  expect(connection.isIdle()).toBe(true);
  const second = new AbortController();
  const asking = connection.ask('GET / HTTP/1.1\r\n\r\n', { signal: second.signal, timeoutMs: 10_000 });
  second.abort();
  await expect(asking).rejects.toMatchObject({ code: 'job.cancelled' });
  while (!events.includes('close')) await new Promise((resolve) => setImmediate(resolve));
});

test('a large body comes whole through the small buffer', async () => {
  const body = Buffer.alloc(3_000_000, '0123456789');
  const { ask, connection } = await openTo([
    Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`), body]),
  ]);
  const answer = await ask();
  let bytes = 0;
  for (let piece = await answer.read(); piece; piece = await answer.read()) {
    expect(piece.equals(body.subarray(bytes, bytes + piece.length))).toBe(true);
    bytes += piece.length;
  }
  expect(bytes).toBe(body.length);
  connection.destroy();
});
