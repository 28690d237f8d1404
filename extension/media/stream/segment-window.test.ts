import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { createSpeedLimit } from '../../../shared/net/speed-limit.ts';
import { type Arrived, createSegmentWindow, type WindowPiece } from './segment-window.ts';
import type { TrackKind } from './track-kind.ts';

type Answer = Uint8Array<ArrayBuffer> | string | number;

/** What the server has; of a list the first answers are given once each. */
let served: Record<string, Answer | Answer[]>;
let asked: string[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (address: string, { signal }: RequestInit) => {
    const name = new URL(address).pathname.slice(1);
    asked.push(name);
    await null;
    signal?.throwIfAborted();
    const known = served[name] ?? 404;
    const answer = Array.isArray(known) ? ((known.length > 1 ? known.shift() : known[0]) ?? 404) : known;
    return typeof answer === 'number' ? new Response(null, { status: answer }) : new Response(answer);
  });
});
afterEach(() => vi.unstubAllGlobals());

const control = {
  signal: new AbortController().signal,
  timing: { stallTimeoutMs: 1000, pace: 0, saveEveryMs: 1000 },
  speed: createSpeedLimit(null),
  cookieDomains: [],
};
const page = '<!doctype html><title>Not found</title>'.padEnd(400, ' ');

function makeTs(packets: number, before = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(before + packets * 188);
  for (let at = before; at < bytes.length; at += 188) bytes[at] = 0x47;
  return bytes;
}
const makeBox = (type: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array([0, 0, 0, 32, ...Buffer.from(type), ...Array(24).fill(0)]);

const toPiece = (name: string, more: Partial<WindowPiece> = {}): WindowPiece => ({
  url: `https://cdn.test/${name}`,
  range: null,
  key: null,
  durationSec: 2,
  ...more,
});

async function takeAll(pieces: readonly WindowPiece[], kind: TrackKind | null): Promise<Arrived[]> {
  const window = createSegmentWindow(pieces, control, () => kind);
  const all: Arrived[] = [];
  for (const place of pieces.keys()) all.push(await window.take(place));
  return all;
}
const listBytes = async (names: readonly string[], kind: TrackKind | null): Promise<(number | null)[]> =>
  (
    await takeAll(
      names.map((name) => toPiece(name)),
      kind,
    )
  ).map((one) => one?.length ?? null);

describe('N14: what comes in the place of a segment', () => {
  it.each([
    ['a page', page],
    ['an answer of an interface', '{"error":"gone"}'],
    ['a word', 'Gateway Timeout'],
    ['nothing', ''],
    ['a picture', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...Array(300).fill(0)])],
  ])('as %s is asked for again, and counts as missing', async (_name, answer) => {
    served = { a: makeTs(4), b: answer, c: makeTs(3) };
    expect(await listBytes(['a', 'b', 'c'], 'ts')).toEqual([4 * 188, null, 3 * 188]);
    expect(asked.filter((name) => name === 'b')).toHaveLength(4);
  });

  it('as a page and then as itself is there', async () => {
    served = { a: makeTs(4), b: [page, '', makeTs(2)] };
    expect(await listBytes(['a', 'b'], 'ts')).toEqual([4 * 188, 2 * 188]);
  });

  it('again and again is soon asked for once only', async () => {
    const names = Array.from({ length: 30 }, (_, place) => `s${place}`);
    served = Object.fromEntries(names.map((name) => [name, page]));
    expect(new Set(await listBytes(names, 'ts'))).toEqual(new Set([null]));
    expect(asked.length).toBeLessThan(30 + 9 * 3);
  });

  it.each(['webm', 'aac', 'mp3'] as const)('of %s is no page either', async (kind) => {
    served = { a: page, b: new Uint8Array([0xa3, 1, 2, 3]) };
    expect(await listBytes(['a', 'b'], kind)).toEqual([null, 4]);
  });

  it('is looked at once it is decrypted', async () => {
    const raw = new Uint8Array(16);
    const key = await crypto.subtle.importKey('raw', raw, 'AES-CBC', false, ['encrypt']);
    const iv = new Uint8Array(16);
    const encrypt = async (bytes: Uint8Array<ArrayBuffer>) =>
      new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, bytes));
    served = {
      'window.key': raw,
      a: await encrypt(makeTs(4)),
      b: await encrypt(new TextEncoder().encode(page)),
      c: page,
      d: await encrypt(makeTs(2)),
    };
    const secret = { key: { url: 'https://cdn.test/window.key', iv } };
    const found = await takeAll(
      ['a', 'b', 'c', 'd'].map((name) => toPiece(name, secret)),
      'ts',
    );
    expect(found.map((one) => one?.length ?? null)).toEqual([4 * 188, null, null, 2 * 188]);
  });
});

it('one that is late keeps no others waiting: six are on their way until as many again lie ready', async () => {
  const waiting = new Map<string, () => void>();
  let most = 0;
  vi.stubGlobal('fetch', async (address: string) => {
    const name = new URL(address).pathname.slice(1);
    asked.push(name);
    await new Promise<void>((resolve) => waiting.set(name, resolve));
    return new Response(makeTs(1));
  });
  /** Answers all but one until nothing else is asked for. */
  const answer = async (late: string): Promise<void> => {
    for (let quiet = 0; quiet < 20; quiet += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      most = Math.max(most, waiting.size);
      for (const [name, give] of waiting) {
        if (name === late) continue;
        waiting.delete(name);
        quiet = 0;
        give();
      }
    }
  };
  const names = Array.from({ length: 40 }, (_, place) => `s${place}`);
  const taking = listBytes(names, 'ts');
  await answer('s20');
  expect(asked).toHaveLength(20 + 12);
  await answer('');
  expect(await taking).toEqual(names.map(() => 188));
  expect(asked).toEqual(names);
  expect(most).toBe(6);
});

it('a key that another film was given up with is asked for again', async () => {
  const raw = new Uint8Array(16);
  const iv = new Uint8Array(16);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-CBC', false, ['encrypt']);
  const secret = { key: { url: 'https://cdn.test/shared.key', iv } };
  served = {
    'shared.key': raw,
    a: new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, makeTs(2))),
  };
  const ending = new AbortController();
  const first = createSegmentWindow([toPiece('a', secret)], { ...control, signal: ending.signal }).take(0);
  const second = createSegmentWindow([toPiece('a', secret)], control).take(0);
  ending.abort(new AppError('job.cancelled'));
  await expect(first).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(await second).toHaveLength(2 * 188);
});

it('a key that opened nothing is not believed again', async () => {
  const raw = new Uint8Array(16).fill(7);
  const iv = new Uint8Array(16);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-CBC', false, ['encrypt']);
  const secret = { key: { url: 'https://cdn.test/login.key', iv } };
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, makeTs(2)));
  served = { 'login.key': new Uint8Array(16), a: cipher };
  expect(await takeAll([toPiece('a', secret)], 'ts')).toEqual([null]);
  served = { 'login.key': raw, a: cipher };
  expect((await takeAll([toPiece('a', secret)], 'ts'))[0]).toHaveLength(2 * 188);
});

describe('a segment', () => {
  it.each([
    ['ts', 'that begins in the middle of a packet', makeTs(5, 100)],
    ['ts', 'of one packet', makeTs(1)],
    ...['styp', 'sidx', 'emsg', 'prft', 'moof', 'free', 'uuid'].map(
      (type) => ['mp4', `that begins with ${type}`, makeBox(type)] as const,
    ),
    ['webm', 'that is a cluster', new Uint8Array([0x1f, 0x43, 0xb6, 0x75, 1])],
    ['aac', 'that begins in the middle of a frame', new Uint8Array([1, 2, 3, 4, 5])],
  ] as const)('of %s %s is one', async (kind, _name, bytes) => {
    served = { a: bytes };
    expect(await listBytes(['a'], kind)).toEqual([bytes.length]);
  });

  it('that lasts no time may be empty', async () => {
    served = { a: '' };
    expect((await takeAll([toPiece('a', { durationSec: 0.01 })], 'ts'))[0]).toHaveLength(0);
  });
});
