/** Exports of one page into one folder that want different kinds of files, or other names. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileRecord, Manifest } from '../../../shared/model/archive.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import { openLibrary } from '../../storage/database.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { createWorld, errorReply, makeItem, videosPart } from '../testing/fake-world.ts';
import { runChannel } from '../testing/run-export.ts';

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
async function exportInto(
  ids: readonly string[],
  options: Partial<JobOptions> = {},
  refused: readonly string[] = [],
) {
  const world = createWorld({ [videosPart.id]: [ids.map((id) => makeItem(id))] });
  for (const id of refused) world.replies.set(`details ${id}`, [errorReply('platform.private')]);
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
    jobId: job.id,
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

it('a picture that looks like the thumbnail that another export adds is not that under another name', async () => {
  const { jobId } = await exportInto(['a']);
  const library = await openLibrary();
  const stored = await library.get('files', [jobId, picture('a')]);
  if (!stored) throw new Error('the picture is gone');
  const numbered = picture('a').replace('.jpg', '_1.jpg');
  await library.put('files', { ...stored, path: numbered });
  await library.delete('files', [jobId, picture('a')]);
  placed = placed.map((file) => (file.path === picture('a') ? { ...file, path: numbered } : file));
  expect((await exportInto(['a'])).ofPost).toEqual({ a: [picture('a'), numbered] });
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

it('a post that is refused now is named with what lies there of it, under the names that it has', async () => {
  await exportInto(['a', 'b']);
  const { listed, ofPost } = await exportInto(['a', 'b'], { preset: 'yt-dlp' }, ['b']);
  const pictures = ['media/Title of a [a].jpg', 'media/Title of b [b].jpg'];
  expect(listed.toSorted()).toEqual(pictures);
  expect(ofPost).toEqual({ a: pictures.slice(0, 1), b: pictures.slice(1) });
});

it('files of a post lie under the names that one export gave them, where it has none by this one', async () => {
  await exportInto(['a', 'b'], { preset: 'yt-dlp' });
  await exportInto(['a', 'b'], { preset: 'yt-dlp', thumbnails: false });
  const { ofPost } = await exportInto(['b'], { thumbnails: false });
  expect(ofPost).toEqual({ a: ['media/Title of a [a].jpg'], b: ['media/Title of b [b].jpg'] });
});

describe('a picture that is the thumbnail of its post, too', () => {
  const thumbnail = 'media/Title of a [a].jpg';
  const only = 'media/Title of a [a]_1.jpg';

  /** An export that has put the same bytes there under both names. */
  beforeEach(async () => {
    const { jobId } = await exportInto(['a'], { preset: 'yt-dlp' });
    const library = await openLibrary();
    const stored = await library.get('files', [jobId, thumbnail]);
    const file = placed.find(({ path }) => path === thumbnail);
    if (!stored || !file) throw new Error('no thumbnail was saved');
    await library.put('files', { ...stored, path: only });
    placed = [...placed, { ...file, path: only }];
  });

  it('stays under both names when the next export wants one of them', async () => {
    const { listed, ofPost } = await exportInto(['a'], { preset: 'yt-dlp', withMedia: false });
    expect(listed).toEqual([thumbnail, only]);
    expect(ofPost).toEqual({ a: [thumbnail, only] });
  });

  it('gives way to no more new names than there are', async () => {
    const options = { nameTemplate: '%(id)s.%(ext)s', withMedia: false };
    const { listed, ofPost } = await exportInto(['a'], options);
    expect(listed.toSorted()).toEqual([only, 'media/a.jpg']);
    expect(ofPost).toEqual({ a: ['media/a.jpg', only] });
  });
});
