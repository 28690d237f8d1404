/** Exports of one page into one folder that want different kinds of files, or other names. */
import { beforeEach, expect, it } from 'vitest';
import type { FileRecord, Manifest } from '../../shared/model/archive.ts';
import type { JobOptions } from '../../shared/model/job-options.ts';
import { freshLibrary } from '../storage/testing/fresh-library.ts';
import { createWorld, makeItem, videosPart } from './testing/fake-world.ts';
import { runChannel } from './testing/run-channel.ts';

const target = {
  by: 'browser',
  folder: 'youtube-owner',
  downloadId: null,
  place: { kind: 'folder', placeId: 'p', name: 'Archive' },
} as const;

/** What the manifest in the folder lists. */
let placed: FileRecord[];

beforeEach(async () => {
  await freshLibrary();
  placed = [];
});

/** Exports these posts; gives the media that the manifest lists, and those of each post by its id. */
async function exportInto(ids: readonly string[], options: Partial<JobOptions> = {}) {
  const world = createWorld({ [videosPart.id]: [ids.map((id) => makeItem(id))] });
  world.ports.sinks.open = async () => ({ target, versions: {} });
  const { of } = world.ports.sinks;
  world.ports.sinks.of = (...known) => ({ ...of(...known), listPlaced: async () => placed });
  const job = await runChannel(world, options);
  expect(job.state).toEqual({ status: 'done' });
  const read = (name: string) => JSON.parse(world.delivered.get(name) ?? '') as unknown;
  placed = (read('manifest.json') as Manifest).files;
  const isMedia = ({ path }: FileRecord) => path.endsWith('.jpg');
  const toPaths = (files: FileRecord[]) => files.filter(isMedia).map(({ path }) => path);
  const folder = options.bag ? 'data/' : '';
  const items = read(`${folder}items.json`) as { id: string; files: FileRecord[] }[];
  return {
    listed: toPaths(placed),
    ofPost: Object.fromEntries(items.map(({ id, files }) => [id, toPaths(files)])),
  };
}

const picture = (id: string) => `media/images/youtube/2026-03-04_${id}.jpg`;

it('lists go on naming files of kinds that were not wanted this time, with their posts', async () => {
  await exportInto(['a', 'b']);
  const { listed, ofPost } = await exportInto(['a', 'c'], { thumbnails: false });
  expect(listed).toEqual([picture('a'), picture('b')]);
  expect(ofPost).toEqual({ a: [picture('a')], b: [picture('b')], c: [] });
  expect((await exportInto(['a', 'c'], { thumbnails: false })).ofPost).toEqual(ofPost);
});

it.each<[string, Partial<JobOptions>, string]>([
  ['by a template', { preset: 'yt-dlp' }, 'media/Title of a [a].jpg'],
  ['in a bag', { bag: true }, `data/${picture('a')}`],
])('a file is not there twice when its name is another one %s', async (_, options, path) => {
  await exportInto(['a', 'b']);
  const { listed } = await exportInto(['a'], options);
  // What is gone from the site has no other name.
  expect(listed.toSorted()).toEqual([path, picture('b')].toSorted());
});

it('a bag is brought up to date as one, and its labels are not those of an archive that is none', async () => {
  const listHead = () => placed.map(({ path }) => path).filter((path) => path.startsWith('bag'));
  await exportInto(['a'], { bag: true });
  await exportInto(['a', 'b'], { bag: true });
  expect(listHead()).toEqual(['bag-info.txt', 'bagit.txt']);
  await exportInto(['a', 'b']);
  expect(listHead()).toEqual([]);
});

it('a file that another post has, too, keeps its name', async () => {
  await exportInto(['a', 'b']);
  const sha256 = placed.find(({ path }) => path === picture('a'))?.sha256 ?? '';
  placed = placed.map((file) => (file.path === picture('b') ? { ...file, sha256 } : file));
  expect((await exportInto(['a'], { preset: 'yt-dlp' })).listed).toContain(picture('b'));
});
