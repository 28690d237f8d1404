/** Names and bags through whole jobs. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { openLibrary } from '../../storage/database.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import {
  channelRef,
  createWorld,
  type Lists,
  makeItem,
  playlistsPart,
  videosPart,
  type World,
} from '../testing/fake-world.ts';
import { never } from '../testing/run-export.ts';

const author = { id: 'UC1', name: 'Tug/Tide', handle: '@tug', url: null };
const dated = (at: string) => ({
  createdAt: { precision: 'exact', at } as const,
  author,
  title: 'Same title',
});

const lists: Lists = {
  [videosPart.id]: [
    [
      makeItem('a', dated('2026-07-31T10:00:00Z')),
      makeItem('b', dated('2026-07-31T08:00:00Z')),
      makeItem('c', { author, title: 'same TITLE' }),
    ],
  ],
  [playlistsPart.id]: [[makeItem('PL1', { kind: 'playlist', title: 'Walks', media: [] })]],
  PL1: [[makeItem('b')]],
};

beforeEach(freshLibrary);

async function runToEnd(options: Partial<JobOptions>, world: World = createWorld(lists)) {
  const wanted: JobOptions = { ...defaultJobOptions, include: ['videos', 'playlists'], exactDetails: false };
  const jobId = await startJob(world.ports, channelRef, { ...wanted, ...options });
  await runJob(world.ports, jobId, never);
  expect((await world.ports.store.readJob(jobId))?.state).toEqual({ status: 'done' });
  return { world, jobId, paths: [...world.disk.keys()].sort() };
}

describe('the preset', () => {
  it('yt-dlp puts everything of an item side by side, with its info.json and the list of what is there', async () => {
    const { paths } = await runToEnd({ preset: 'yt-dlp', formats: ['jsonl'] });
    expect(paths).toEqual(
      expect.arrayContaining([
        'archive.txt',
        'items.jsonl',
        'lists/Walks [PL1].info.json',
        'media/Same title [a].info.json',
        'media/Same title [a].jpg',
        'media/Same title [a].mp4',
        'media/same TITLE [c].mp4',
      ]),
    );
  });

  it('jellyfin makes shows, seasons and episodes, two of one day in their order', async () => {
    const { paths, world } = await runToEnd({ preset: 'jellyfin', formats: ['jsonl'] });
    const season = 'media/Tug⧸Tide/Season 2026/Tug⧸Tide - s2026e';
    expect(paths).toEqual(
      expect.arrayContaining([
        `${season}073101 - Same title [b].mp4`,
        `${season}073102 - Same title [a].nfo`,
        `${season}073102 - Same title [a]-thumb.jpg`,
        'media/Tug⧸Tide/Season 0/Tug⧸Tide - s0e000001 - same TITLE [c].mp4',
        'media/Tug⧸Tide/poster.jpg',
        'media/Tug⧸Tide/tvshow.nfo',
      ]),
    );
    const nfo = world.disk.get(`${season}073102 - Same title [a].nfo`);
    expect(nfo).toContain('<season>2026</season>');
    expect(nfo).toContain('<episode>73102</episode>');
  });
});

describe('a template of the user', () => {
  const nameTemplate = '%(playlist|No list)s/%(title)s.%(ext)s';

  it('gives no two items one name, also where only case tells them apart', async () => {
    const { paths } = await runToEnd({ nameTemplate, formats: ['jsonl'] });
    const films = paths.filter((path) => path.endsWith('.mp4'));
    expect(films).toEqual([
      'media/No list/Same title.mp4',
      expect.stringMatching(/^media\/No list\/same TITLE~[0-9a-z]{7}\.mp4$/),
      'media/Walks/Same title.mp4',
    ]);
  });

  it('keeps the names that were given, whatever is read of the items later', async () => {
    const { world, jobId, paths } = await runToEnd({ nameTemplate, formats: ['sidecars'] });
    await world.ports.store.changeItems(jobId, (record) => ({
      ...record,
      item: { ...record.item, title: 'Another title' },
      extras: 'pending',
    }));
    const job = await world.ports.store.readJob(jobId);
    const steps = (await world.ports.store.listSteps(jobId)).map((step) =>
      ['fetch', 'pack', 'verify'].includes(step.kind) ? { ...step, status: 'pending' as const } : step,
    );
    for (const step of steps) await world.ports.store.saveStep(step);
    await world.ports.store.changeJob(jobId, (known) => ({ ...known, state: { status: 'queued' } }));
    expect(job).not.toBeNull();
    await runJob(world.ports, jobId, never);
    expect([...world.disk.keys()].sort()).toEqual(paths);
  });

  it('keeps the names for a later export of the same source, and gives none of them to what is new', async () => {
    const nameOf = '%(title)s.%(ext)s';
    const first = await runToEnd({ nameTemplate: nameOf, formats: ['jsonl'] });
    const [page = []] = lists[videosPart.id] ?? [];
    const changed = page.map((item) => (item.id === 'a' ? { ...item, title: 'Renamed' } : item));
    const added = makeItem('d', { title: 'Same title' });
    const later = createWorld({ ...lists, [videosPart.id]: [[added, ...changed]] });
    const second = await runToEnd({ nameTemplate: nameOf, formats: ['jsonl'] }, later);
    expect(second.paths).toEqual(expect.arrayContaining(first.paths));
    expect(second.paths).toContainEqual(expect.stringMatching(/^media\/Same title~[0-9a-z]{7}\.mp4$/));
    expect(second.paths.join()).not.toContain('Renamed');
  });

  it('are found anew where those of the earlier export cannot be read', async () => {
    const nameOf = '%(title)s.%(ext)s';
    const first = await runToEnd({ nameTemplate: nameOf, formats: ['jsonl'] });
    const library = await openLibrary();
    const [key] = (await library.getAllKeys('items')).filter(([jobId]) => jobId === first.jobId);
    const record = key && (await library.get('items', key));
    await library.put('items', { ...record, files: 'none' } as never);
    const second = await runToEnd({ nameTemplate: nameOf, formats: ['jsonl'] }, createWorld(lists));
    expect(second.paths).toEqual(first.paths);
  });

  describe('in a folder that is brought up to date', () => {
    const nameOf = '%(title)s.%(ext)s';
    const target = {
      by: 'browser',
      folder: 'youtube-owner',
      downloadId: null,
      place: { kind: 'folder', placeId: 'p', name: 'Archive' },
    } as const;

    /** Exports these posts, by id and title, into a folder where files of these paths lie. */
    async function exportInto(titles: Record<string, string>, placed: string[] = [], template = nameOf) {
      const posts = Object.entries(titles).map(([id, title]) => makeItem(id, { title }));
      const world = createWorld({ [videosPart.id]: [posts] });
      world.ports.sinks.open = async () => ({ target, versions: {} });
      const { of } = world.ports.sinks;
      const files = placed.map((path) => ({ path, bytes: 1, sha256: 'a'.repeat(64) }));
      world.ports.sinks.of = (...known) => ({ ...of(...known), listPlaced: async () => files });
      const jobId = await startJob(world.ports, channelRef, {
        ...defaultJobOptions,
        nameTemplate: template,
        exactDetails: false,
      });
      await runJob(world.ports, jobId, never);
      expect((await world.ports.store.readJob(jobId))?.state).toEqual({ status: 'done' });
      return [...world.delivered.keys()].filter((path) => path.endsWith('.jpg')).sort();
    }

    it('a post is not called as one that is gone since, whose files lie there', async () => {
      expect(await exportInto({ a: 'Rain', b: 'Snow' })).toEqual(['media/Rain.jpg', 'media/Snow.jpg']);
      await exportInto({ b: 'Snow' });
      const later = await exportInto({ c: 'rain', b: 'Sleet' });
      expect(later).toEqual(['media/Snow.jpg', expect.stringMatching(/^media\/rain~[0-9a-z]{7}\.jpg$/)]);
      expect(await exportInto({ a: 'Rain' }, [], '%(title).9s.%(ext)s')).toEqual(['media/Rain.jpg']);
    });

    it('a new episode has no number of one that lies there, also where that is gone since', async () => {
      const show = '%(series)s s%(season_number)se%(episode_number)06d %(id)s.%(ext)s';
      expect(await exportInto({ b: 'Snow', c: 'Hail' }, [], show)).toEqual([
        'media/Owner s0e000001 b.jpg',
        'media/Owner s0e000002 c.jpg',
      ]);
      expect(await exportInto({ a: 'Rain', c: 'Hail' }, [], show)).toEqual([
        'media/Owner s0e000002 c.jpg',
        'media/Owner s0e000003 a.jpg',
      ]);
    });

    it('what differs from the names that lie there by case alone is spelled as they are', async () => {
      const placed = ['media/Rain.mp4', 'media/Rain.info.json', 'media/Hail/Big.mp4'];
      expect(await exportInto({ a: 'RAIN' }, placed)).toEqual(['media/Rain.jpg']);
      const inFolder = await exportInto({ b: 'hail' }, placed, '%(title)s/%(id)s.%(ext)s');
      expect(inFolder).toEqual(['media/Hail/b.jpg']);
    });
  });

  it('can say when the export was begun', async () => {
    const { paths } = await runToEnd({
      nameTemplate: '%(epoch>%Y-%m-%d)s/%(id)s.%(ext)s',
      formats: ['jsonl'],
    });
    expect(paths).toContain('media/2026-11-21/a.mp4');
  });

  describe('with a field that no export knows', () => {
    const refused = {
      ...defaultJobOptions,
      nameTemplate: '%(height|any)s %(id)s.%(ext)s',
      exactDetails: false,
    };

    it('is refused when the export is started, and there is none', async () => {
      const world = createWorld(lists);
      await expect(startJob(world.ports, channelRef, refused)).rejects.toThrow(
        /%\(height\)s is known only when/,
      );
      expect(await world.ports.store.listJobs()).toEqual([]);
    });

    it('fails an export of an older version before anything is asked', async () => {
      const world = createWorld(lists);
      const jobId = await startJob(world.ports, channelRef, { ...refused, nameTemplate: null });
      await world.ports.store.changeJob(jobId, (job) => ({ ...job, options: refused }));
      await runJob(world.ports, jobId, never);
      expect((await world.ports.store.readJob(jobId))?.state).toMatchObject({
        status: 'failed',
        error: { code: 'input.invalid' },
      });
      expect(world.asked).toEqual([]);
    });

    it('goes on as absent in an export of an older version that has its lists', async () => {
      const world = createWorld(lists);
      const jobId = await startJob(world.ports, channelRef, { ...refused, nameTemplate: null });
      world.before = async (effect) => {
        if (effect.includes('page'))
          await world.ports.store.changeJob(jobId, (job) => ({ ...job, options: refused }));
      };
      await runJob(world.ports, jobId, never);
      expect((await world.ports.store.readJob(jobId))?.state).toEqual({ status: 'done' });
      expect([...world.disk.keys()]).toContain('media/any a.mp4');
    });
  });
});

/** Checks a bag as RFC 8493 says, knowing nothing of what made it. */
function checkBag(disk: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  // RFC 8493, 2.1.3.
  const signs: Record<string, string> = { '25': '%', '0A': '\n', '0D': '\r' };
  const decode = (listed: string) =>
    listed.replaceAll(/%(25|0A|0D)?/gi, (_, code = 'none') => signs[code.toUpperCase()] ?? '(bare %)');
  const readLines = (path: string) => (disk.get(path) ?? '').split('\n').filter(Boolean);
  if (disk.get('bagit.txt') !== 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
    problems.push('bagit.txt');
  const payload = [...disk.keys()].filter((path) => path.startsWith('data/'));
  const listed = new Map(
    readLines('manifest-sha256.txt').map((line) => [decode(line.slice(66)), line.slice(0, 64)]),
  );
  const tags = new Map(
    readLines('tagmanifest-sha256.txt').map((line) => [decode(line.slice(66)), line.slice(0, 64)]),
  );
  // Every payload file in the manifest and the other way round; tag files never.
  for (const path of payload) if (!listed.has(path)) problems.push(`not listed: ${path}`);
  for (const path of listed.keys()) if (!payload.includes(path)) problems.push(`no payload: ${path}`);
  for (const path of tags.keys()) if (path.startsWith('data/')) problems.push(`no tag: ${path}`);
  for (const path of ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt'])
    if (!tags.has(path)) problems.push(`no hash: ${path}`);
  for (const [path, hash] of [...listed, ...tags])
    if (sha256(disk.get(path) ?? '') !== hash) problems.push(`differs: ${path}`);
  const info = new Map(readLines('bag-info.txt').map((line) => line.split(': ') as [string, string]));
  const bytes = payload.reduce((sum, path) => sum + Buffer.byteLength(disk.get(path) ?? ''), 0);
  if (info.get('Payload-Oxum') !== `${bytes}.${payload.length}`) problems.push('Payload-Oxum');
  if (!/^\d{4}-\d\d-\d\d$/.test(info.get('Bagging-Date') ?? '')) problems.push('Bagging-Date');
  const known = new Set([...payload, ...tags.keys(), 'tagmanifest-sha256.txt']);
  for (const path of disk.keys()) if (!known.has(path)) problems.push(`in no manifest: ${path}`);
  return problems;
}

describe('a bag', () => {
  it.each(['star-export', 'yt-dlp', 'jellyfin'] as const)(
    'holds the archive of the preset %s',
    async (preset) => {
      const { world, paths } = await runToEnd({ preset, bag: true });
      expect(checkBag(world.disk)).toEqual([]);
      expect(paths).toContain('data/index.html');
      expect(world.disk.get('data/index.html')).not.toContain('"data/media');
    },
  );

  it('is one whatever its files are called', async () => {
    const nameTemplate = '50%% done, 100%%25 %%0A %(id)s.%(ext)s';
    const { world, paths } = await runToEnd({ nameTemplate, bag: true });
    expect(paths).toContain('data/media/50% done, 100%25 %0A a.mp4');
    expect(checkBag(world.disk)).toEqual([]);
  });

  it('is told from one that was changed', async () => {
    const { world } = await runToEnd({ bag: true });
    world.disk.set('data/items.json', '[]');
    world.disk.set('data/more.txt', '');
    world.disk.delete('data/items.csv');
    expect(checkBag(world.disk)).toEqual([
      'not listed: data/more.txt',
      'no payload: data/items.csv',
      'differs: data/items.csv',
      'differs: data/items.json',
      'Payload-Oxum',
    ]);
  });
});
