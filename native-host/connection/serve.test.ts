import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { protocolVersion } from '../../shared/protocol/envelope.ts';
import type { Reply } from '../__fixtures__/companion-client.ts';
import { buildDefaultConfig } from '../config.ts';
import { createHost, type Host, type HostSource } from '../host.ts';
import { silentLog } from '../log.ts';
import { buildFrame, createFrameReader, parseFrame } from './framing.ts';
import { serve } from './serve.ts';

const temp = mkdtempSync(join(tmpdir(), 'star-serve-'));
const machine = { platform: process.platform, env: {}, home: temp, temp };
const limits = { frameMs: 40, answersMs: 40, closingMs: 40 };
const ask = (id: string, command: string, params: unknown): Buffer => buildFrame({ id, command, params });
const hello = (id: string): Buffer => ask(id, 'hello', { protocol: protocolVersion, client: 'test' });
const never = (): Promise<never> => new Promise(() => undefined);
const createSource = (read: () => Promise<Host>): HostSource => ({ machine, log: silentLog, read });

function createOutput() {
  const reader = createFrameReader();
  const replies: Reply[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      replies.push(...reader.push(chunk).map((frame) => parseFrame(frame) as Reply));
      done();
    },
  });
  return { output, replies };
}

test('a command that does not end does not keep the companion', async () => {
  const input = new PassThrough();
  const served = serve(createSource(never), { input, output: createOutput().output }, limits);
  input.end(hello('a'));
  expect(await served).toBe(0);
});

test('a frame that stands still ends the connection with an error', async () => {
  const input = new PassThrough();
  const { output, replies } = createOutput();
  const served = serve(createSource(never), { input, output }, limits);
  input.write(hello('a').subarray(0, 9));
  expect(await served).toBe(1);
  expect(replies).toMatchObject([{ id: null, error: { code: 'input.invalid' } }]);
});

test('who does not take the answers is not listened to, and in the end left', async () => {
  const input = new PassThrough();
  const output = new Writable({ highWaterMark: 1000, write: () => undefined });
  const served = serve(createSource(never), { input, output }, { ...limits, frameMs: 1 });
  const unknown = ask('x', 'nothing', {});
  for (let count = 0; count < 100; count += 1) input.write(Buffer.concat(Array(100).fill(unknown)));
  expect(await served).toBe(1);
  expect(input.readableLength + input.writableLength).toBeGreaterThan(50 * 100 * unknown.length);
});

test('those that end others are heard also when everything is busy', async () => {
  const input = new PassThrough();
  const { output, replies } = createOutput();
  const host = createHost(buildDefaultConfig(machine), machine);
  let count = 0;
  const source = createSource(() => (++count <= 64 ? never() : Promise.resolve(host)));
  const served = serve(source, { input, output }, limits);
  for (let id = 0; id < 65; id += 1) input.write(hello(`${id}`));
  input.write(ask('c', 'cancel', { target: '7' }));
  input.end();
  await served;
  expect(replies).toMatchObject([
    { id: '64', error: { code: 'host.busy' } },
    { id: 'c', result: { cancelled: true } },
  ]);
});
