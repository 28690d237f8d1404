/** Two qualities of one film, which lie at the same place one after the other: neither takes what is of the other. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openPartStage, type PartStage } from '../testing/film-parts.ts';

let films: PartStage;
beforeAll(async () => {
  films = await openPartStage();
  for (const [name, size] of Object.entries({ large: '320x180', small: '192x108' }))
    await films.makePart('mpegts', { name, sec: 4, size });
}, 60_000);
afterAll(() => films?.stop());
beforeEach(async () => {
  await films.stage.reset();
  films.refuse(404);
  films.listAsked();
});

/** A master playlist of one quality. */
async function writeMaster(name: string, side: number): Promise<string> {
  const text = `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=${side},RESOLUTION=${side * 2}x${side}\n${name}.m3u8`;
  await writeFile(join(films.work, `${name}-master.m3u8`), text);
  return `/${name}-master.m3u8`;
}

it('the one that is there is whole while the other cannot be had', async () => {
  const large = await writeMaster('large', 180);
  const small = await writeMaster('small', 108);
  const { video } = await films.getStream(large);
  const before = await readFile(await films.takeOut(video?.path ?? ''));
  films.refuse(403, 'small-0');
  expect(await films.get(small)).toMatchObject({ error: { code: 'media.expired' } });
  const again = await films.getStream(large);
  expect(again.video).toEqual(video);
  expect(before.equals(await readFile(await films.takeOut(again.video?.path ?? '')))).toBe(true);
});

it('one does not go on with the other where their addresses differ by queries alone', async () => {
  const text = await readFile(join(films.work, 'large.m3u8'), 'utf8');
  for (const name of ['first', 'second'])
    await writeFile(join(films.work, `${name}.m3u8`), text.replaceAll('.ts', `.ts?quality=${name}`));
  films.refuse(403, 'large-1');
  expect(await films.get(await writeMaster('first', 180))).toMatchObject({
    error: { code: 'media.expired' },
  });
  films.refuse(404);
  films.listAsked();
  await films.getStream(await writeMaster('second', 108));
  expect(films.listAsked()).toEqual([0, 1].map((place) => `/large-${place}.ts?quality=second`));
});
