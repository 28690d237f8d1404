/** Streams with breaks of which the server lacks segments for a while: only those are asked for again, and all fits. */
import { createCipheriv, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectTogether, openPartStage, type PartStage, readMarks } from '../testing/film-parts.ts';

let films: PartStage;
const names = ['film', 'ad', 'rest'];
const types = ['mpegts', 'fmp4'] as const;

beforeAll(async () => {
  films = await openPartStage();
  for (const type of types) {
    for (const [place, name] of names.entries()) {
      const beginSec = [700, 20, 5000][place] ?? 0;
      const size = type === 'fmp4' && name === 'ad' ? '256x144' : '320x180';
      await films.makePart(type, { name: `${type}-${name}`, sec: 4, beginSec, size });
    }
    await films.joinLists(
      type,
      names.map((name) => `${type}-${name}`),
    );
  }
}, 120_000);
afterAll(() => films?.stop());
beforeEach(async () => {
  await films.stage.reset();
  films.refuse(404);
  films.listAsked();
});

const toSegments = (type: string, gone: readonly string[]): string[] =>
  gone.map((name) => `/${type}-${name}.${type === 'fmp4' ? 'm4s' : 'ts'}`);
const listHeads = (type: string): string[] =>
  type === 'fmp4' ? names.map((name) => `/${type}-${name}.mp4`) : [];

describe.each(types)('a stream with breaks and gaps (%s)', (type) => {
  it.each([
    ['in the middle of a part', ['film-1', 'rest-0']],
    ['around a break', ['film-1', 'ad-0']],
    ['where a whole part is', ['ad-0', 'ad-1']],
    ['at the beginning', ['film-0', 'film-1', 'ad-0']],
  ])('is whole when what is missing comes %s', async (_where, gone) => {
    films.refuse(404, ...toSegments(type, gone));
    const { video } = await films.getStream(`/${type}.m3u8`);
    expect(video?.missing).toHaveLength(gone.length);
    const before = await readMarks(await films.takeOut(video?.path ?? ''));
    expectTogether(before.flashes, before.beeps, 12 - gone.length * 2);
    films.listAsked();
    films.refuse(404);
    const filled = await films.getStream(`/${type}.m3u8`);
    expect(films.listAsked()).toEqual([...toSegments(type, gone), ...listHeads(type)].toSorted());
    expect(filled.video?.missing).toEqual([]);
    const { flashes, beeps, warnings } = await readMarks(await films.takeOut(filled.video?.path ?? ''));
    expect(warnings).toBe('');
    expectTogether(flashes, beeps, 12);
    expect((flashes.at(-1) ?? 0) - (flashes[0] ?? 0)).toBeCloseTo(11, 0);
    expect(await films.getStream(`/${type}.m3u8`)).toEqual(filled);
    expect(films.listAsked()).toEqual([]);
  });

  it('keeps what has come when others are missing still', async () => {
    films.refuse(404, ...toSegments(type, ['film-1', 'ad-0', 'ad-1', 'rest-1']));
    await films.getStream(`/${type}.m3u8`);
    films.refuse(404, ...toSegments(type, ['film-1', 'ad-1']));
    expect((await films.getStream(`/${type}.m3u8`)).video?.missing.map(({ place }) => place)).toEqual([1, 3]);
    films.refuse(404);
    const { video } = await films.getStream(`/${type}.m3u8`);
    const { flashes, beeps, warnings } = await readMarks(await films.takeOut(video?.path ?? ''));
    expect(warnings).toBe('');
    expectTogether(flashes, beeps, 12);
  });
});

it('a part without its head is missing, and named', async () => {
  films.refuse(404, '/fmp4-ad.mp4');
  const { video } = await films.getStream('/fmp4.m3u8');
  expect(video?.missing.map(({ place }) => place)).toEqual([2, 3]);
  expect(films.listAsked()).not.toContain('/fmp4-ad-0.m4s');
  films.refuse(404);
  const filled = await films.getStream('/fmp4.m3u8');
  const { flashes, beeps } = await readMarks(await films.takeOut(filled.video?.path ?? ''));
  expectTogether(flashes, beeps, 12);
});

it('a segment that is damaged is missing, and named, and comes once it is whole', async () => {
  const path = join(films.work, 'fmp4-ad-1.m4s');
  const whole = await readFile(path);
  const damaged = Buffer.from(whole);
  // Thousands of millions of samples.
  damaged.writeUInt32BE(0xffff_ffff, damaged.indexOf('trun') + 8);
  await writeFile(path, damaged);
  const { video } = await films.getStream('/fmp4.m3u8');
  expect(video?.missing).toEqual([{ place: 3, startSec: 6, durationSec: 2 }]);
  expect((await films.getStream('/fmp4.m3u8')).video?.missing).toHaveLength(1);
  await writeFile(path, whole);
  const filled = await films.getStream('/fmp4.m3u8');
  const { flashes, beeps, warnings } = await readMarks(await films.takeOut(filled.video?.path ?? ''));
  expect(warnings).toBe('');
  expectTogether(flashes, beeps, 12);
});

it('N14: stretches of one file with keys that change, with and without an IV, and with none between', async () => {
  const keys = { one: randomBytes(16), two: randomBytes(16) };
  for (const [name, key] of Object.entries(keys)) await writeFile(join(films.work, `${name}.key`), key);
  const sequence = 258;
  const stated = randomBytes(16);
  const numbered = (place: number): Buffer =>
    Buffer.from((sequence + place).toString(16).padStart(32, '0'), 'hex');
  const coverings = [
    { key: keys.one, iv: numbered(0), tag: 'METHOD=AES-128,URI="one.key"' },
    { key: keys.one, iv: numbered(1), tag: null },
    { key: keys.two, iv: stated, tag: `METHOD=AES-128,URI="two.key",IV=0x${stated.toString('hex')}` },
    { key: null, iv: stated, tag: 'METHOD=NONE' },
    { key: keys.two, iv: numbered(4), tag: 'METHOD=AES-128,URI="two.key"' },
    { key: keys.two, iv: numbered(5), tag: null },
  ];
  const pieces: Buffer[] = [];
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:4',
    '#EXT-X-TARGETDURATION:2',
    `#EXT-X-MEDIA-SEQUENCE:${sequence}`,
  ];
  for (const [place, { key, iv, tag }] of coverings.entries()) {
    const name = `mpegts-${names[Math.floor(place / 2)]}-${place % 2}.ts`;
    const plain = await readFile(join(films.work, name));
    const cipher = key && createCipheriv('aes-128-cbc', key, iv);
    const piece = cipher ? Buffer.concat([cipher.update(plain), cipher.final()]) : plain;
    if (tag) lines.push(`#EXT-X-KEY:${tag}`);
    if (place === 2 || place === 4) lines.push('#EXT-X-DISCONTINUITY');
    lines.push(`#EXT-X-BYTERANGE:${piece.length}${place === 0 ? '@0' : ''}`, '#EXTINF:2,', 'all.bin');
    pieces.push(piece);
  }
  await writeFile(join(films.work, 'all.bin'), Buffer.concat(pieces));
  await writeFile(join(films.work, 'keys.m3u8'), [...lines, '#EXT-X-ENDLIST'].join('\n'));
  const { video } = await films.getStream('/keys.m3u8');
  const { flashes, beeps, warnings } = await readMarks(await films.takeOut(video?.path ?? ''));
  expect(warnings).toBe('');
  expectTogether(flashes, beeps, 12);
  expect(films.listAsked().filter((url) => url.endsWith('.key'))).toEqual(['/one.key', '/two.key']);
});

it('N14: what the playlist itself says is not there is not asked for, and named', async () => {
  const text = await readFile(join(films.work, 'mpegts.m3u8'), 'utf8');
  await writeFile(join(films.work, 'gap.m3u8'), text.replace(/(#EXTINF[^#]*ad-1)/, '#EXT-X-GAP\n$1'));
  const { video } = await films.getStream('/gap.m3u8');
  expect(video?.missing).toEqual([{ place: 3, startSec: 6, durationSec: 2 }]);
  await films.getStream('/gap.m3u8');
  expect(films.listAsked()).not.toContain('/mpegts-ad-1.ts');
});
