/** The bundled companion under frames that no extension would send: seeded, bounded, and each with its answer. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { maxFrameBytes, protocolVersion } from '../../shared/protocol/envelope.ts';
import { type Companion, createPlace, type Reply, startCompanion } from '../__fixtures__/companion-client.ts';
import { buildCompanion } from '../build.ts';
import { buildFrame } from './framing.ts';

const bundleFolder = join(tmpdir(), `star-fuzz-${process.pid}`);
/** After this a companion that has not answered hangs. */
const hangMs = 20_000;
const allowedGrowthKiB = 64 * 1024;

let main: string;
let started: Companion[] = [];

beforeAll(async () => {
  main = await buildCompanion(bundleFolder);
});

afterEach(() => {
  for (const { child } of started) child.kill('SIGKILL');
  started = [];
});

afterAll(() => rm(bundleFolder, { recursive: true, force: true }));

function start(): Companion {
  const companion = startCompanion(createPlace(), { main });
  started.push(companion);
  return companion;
}

/** Numbers from 0 to `below`, the same for the same seed (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const orFail = <Value>(wait: Promise<Value>, what: string): Promise<Value> => {
  const hang = Promise.withResolvers<never>();
  const timer = setTimeout(() => hang.reject(new Error(`${what}: nothing came`)), hangMs);
  return Promise.race([wait, hang.promise]).finally(() => clearTimeout(timer));
};

/** So many answers, to whatever was sent. */
async function readAnswers(companion: Companion, count: number): Promise<Reply[]> {
  const answers: Reply[] = [];
  while (answers.length < count)
    answers.push(await orFail(companion.stray(), `answer ${answers.length + 1} of ${count}`));
  return answers;
}

const toFrame = (body: Buffer): Buffer => {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(body.length);
  return Buffer.concat([header, body]);
};

const cancel = (id: string) => ({ id, command: 'cancel', params: { target: 'nobody' } });
const isError = ({ error }: Reply): boolean => error !== undefined;

/** The most memory the process has had, in KiB. */
const readPeakKiB = ({ child }: Companion): number =>
  Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);

describe('a stream without boundaries', () => {
  test.each([
    ['a length of zero', [0, 0, 0, 0]],
    ['a length of 2^31', [0, 0, 0, 0x80]],
    ['a length of 4 GiB - 1', [0xff, 0xff, 0xff, 0xff]],
    ['a length just above the limit', [1, 0, 16, 0]],
  ])('%s is answered with an error, and the companion ends', async (_name, header) => {
    const companion = start();
    companion.send(Buffer.from([...header, 0x7b]));
    expect(await orFail(companion.stray(), 'the error')).toMatchObject({
      id: null,
      error: { code: 'input.invalid' },
    });
    expect(await orFail(companion.close(), 'the end')).toBe(1);
  });

  test.each([1, 3, 4, 10])(
    'an input that ends after %i bytes of a frame ends the companion',
    async (bytes) => {
      const companion = start();
      companion.send(buildFrame(cancel('a')).subarray(0, bytes));
      expect(await orFail(companion.close(), 'the end')).not.toBeNull();
    },
  );
});

describe('frames as they come', () => {
  test('one byte at a time', async () => {
    const companion = start();
    const stream = Buffer.concat(['a', 'ä', '漢'].map((id) => buildFrame(cancel(id))));
    for (const byte of stream) companion.send(Buffer.from([byte]));
    const answers = await readAnswers(companion, 3);
    expect(answers.map(({ id }) => id).sort()).toEqual(['a', 'ä', '漢'].sort());
    expect(answers.some(isError)).toBe(false);
  });

  test('a thousand in one piece are a thousand answers', async () => {
    const companion = start();
    const ids = Array.from({ length: 1000 }, (_, index) => `frame-${index}`);
    companion.send(Buffer.concat(ids.map((id) => buildFrame(cancel(id)))));
    const answers = await readAnswers(companion, 1000);
    expect(new Set(answers.map(({ id }) => id))).toEqual(new Set(ids));
  });

  test('the largest lawful frame is read, and refused for what it says', async () => {
    const companion = start();
    const text = JSON.stringify(cancel('large'));
    companion.send(toFrame(Buffer.from(text.padEnd(maxFrameBytes, ' '))));
    expect(await readAnswers(companion, 1)).toMatchObject([{ id: 'large', result: { cancelled: false } }]);
  });
});

describe('what stands in a frame', () => {
  const hostile: [string, string | Buffer][] = [
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['half a character', Buffer.from([0x22, 0xe2, 0x82, 0x22])],
    ['nothing', Buffer.from(' ')],
    ['NaN', '{"id":"x","command":"cancel","params":NaN}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['two values', '{} {}'],
    ['a byte order mark', '\uFEFF{}'],
    ['depth', '['.repeat(200_000)],
    ['lawful depth', `{"id":"x","command":"cancel","params":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['an id that is no text', '{"id":7,"command":"cancel","params":{"target":"x"}}'],
    ['an id that is too long', JSON.stringify(cancel('x'.repeat(65)))],
    ['a key more', '{"id":"x","command":"cancel","params":{"target":"x"},"shell":"rm"}'],
    ['a command of every object', '{"id":"x","command":"__proto__","params":{}}'],
    ['a prototype', '{"id":"x","command":"cancel","params":{"__proto__":{"target":"x"}}}'],
    ['a lone surrogate', '{"id":"x","command":"\\ud800","params":{}}'],
    ['a NUL', '{"id":"x","command":"can\\u0000cel","params":{}}'],
  ];

  test.each(hostile)('%s is refused, and the next frame is answered', async (_name, body) => {
    const companion = start();
    companion.send(toFrame(Buffer.from(body as string)));
    companion.send(buildFrame(cancel('after')));
    const answers = await readAnswers(companion, 2);
    expect(answers.find(({ id }) => id === 'after')).toMatchObject({ result: { cancelled: false } });
    expect(answers.find(({ id }) => id !== 'after')).toMatchObject({ error: { code: 'input.invalid' } });
  });

  test('the last of two equal keys counts, as everywhere in JSON', async () => {
    const companion = start();
    companion.send(toFrame(Buffer.from('{"id":"a","id":"b","command":"cancel","params":{"target":"x"}}')));
    expect(await readAnswers(companion, 1)).toMatchObject([{ id: 'b', result: { cancelled: false } }]);
  });
});

const lawful: unknown[] = [
  { id: '1', command: 'hello', params: { protocol: protocolVersion, client: 'fuzz' } },
  { id: '2', command: 'cancel', params: { target: '1' } },
  { id: '3', command: 'verify', params: { folder: 'nothing-here' } },
  { id: '4', command: 'list', params: { after: null, limit: 10 } },
  {
    id: '5',
    command: 'write-file',
    params: { folder: 'x', path: 'a.json', offset: 0, text: 'ä', last: true },
  },
];

/** Changes some bytes; not the name of the command, which could become one that does more. */
function mutate(body: Buffer, random: (below: number) => number): Buffer {
  const changed = Buffer.from(body);
  for (let count = 1 + random(4); count > 0; count -= 1) changed[random(changed.length)] = random(256);
  switch (random(4)) {
    case 0:
      return changed.subarray(0, 1 + random(changed.length));
    case 1:
      return Buffer.concat([changed, changed.subarray(random(changed.length))]);
    default:
      return changed;
  }
}

describe.each([11, 12, 13])('bytes changed at random (seed %i)', (seed) => {
  test('every frame has exactly one answer, and memory stays where it was', async () => {
    const random = createRandom(seed);
    const companion = start();
    await companion.call('hello', { protocol: protocolVersion, client: 'fuzz' });
    const before = readPeakKiB(companion);
    const batches = 40;
    const perBatch = 50;
    for (let batch = 0; batch < batches; batch += 1) {
      const frames = Array.from({ length: perBatch }, () =>
        toFrame(mutate(Buffer.from(JSON.stringify(lawful[random(lawful.length)])), random)),
      );
      companion.send(Buffer.concat(frames));
      await readAnswers(companion, perBatch);
    }
    expect(readPeakKiB(companion) - before).toBeLessThan(allowedGrowthKiB);
    expect(await orFail(companion.close(), 'the end')).toBe(0);
    expect(companion.errorText()).toBe('');
  });

  test('a stream whose lengths lie too ends with an error frame, or with all its answers', async () => {
    const random = createRandom(seed + 100);
    const stream = Buffer.concat(
      Array.from({ length: 200 }, () => buildFrame(lawful[random(lawful.length)])),
    );
    for (let count = 0; count < 5; count += 1) stream[random(stream.length)] = random(256);
    const companion = start();
    const first = companion.stray();
    for (let from = 0; from < stream.length; ) {
      const to = from + 1 + random(3000);
      companion.send(stream.subarray(from, to));
      from = to;
    }
    expect(await orFail(first, 'the first answer')).toHaveProperty('id');
    expect([0, 1]).toContain(await orFail(companion.close(), 'the end'));
    expect(companion.errorText()).toBe('');
  });
});
