import { beforeEach, expect, it, vi } from 'vitest';
import type { SavedFile } from '../../shared/model/saved-file.ts';
import { buildJob } from '../ui/testing/screen-world.ts';

const zipBytes = 500;
interface Ending {
  state: string;
  error?: string;
  fileSize: number;
  exists?: boolean;
}
let ending: Ending;
/** What the browser knows of object URLs of an earlier worker. */
let earlier: Record<string, Ending & { id: number }>;
const verbs: string[] = [];
const saved: string[] = [];
vi.mock('wxt/browser', () => ({
  browser: {
    downloads: {
      download: async ({ filename }: { filename: string }) => saved.push(filename),
      cancel: async () => undefined,
      search: async ({ id, url }: { id?: number; url?: string }) => {
        const known = Object.values(earlier).filter((one) => one.id === id);
        if (url !== undefined) return [earlier[url]].filter((one) => one !== undefined);
        return known.length > 0 ? known : [ending];
      },
    },
  },
}));
/** Of one job: it never ends. */
const stuckJobId = 'stuck';
const never = new Promise<never>(() => {});
vi.mock('./offscreen-port.ts', () => ({
  askOffscreen: async ({ verb, jobId }: { verb: string; jobId?: string }) => {
    verbs.push(verb);
    if (verb === 'place.look') return { head: null, isEmpty: true, losses: null };
    if (jobId === stuckJobId) return never;
    return verb === 'zip.close' ? { zipUrl: 'blob:a', zipBytes } : { done: true };
  },
}));

const { deliverDownloads, deliverFile } = await import('./deliver-zip.ts');
const file = (path: string, bytes: number) => ({ path, bytes, sha256: '0'.repeat(64) });

/** Delivers, and returns what was noted of the ZIPs on the way. */
async function deliver(files = [file('a.txt', 400)], zips: SavedFile[] = []) {
  const noted: SavedFile[] = [];
  const job = buildJob({ status: 'running' });
  const id = await deliverDownloads(
    { ...job, options: { ...job.options, partGib: 1 / 1024 } },
    {
      target: { by: 'browser', folder: 'a', downloadId: null, zips },
      files,
      note: async (zip) => void noted.push(zip),
      signal: new AbortController().signal,
    },
  );
  return { id, noted };
}

beforeEach(() => {
  verbs.length = 0;
  saved.length = 0;
  earlier = {};
  ending = { state: 'complete', fileSize: zipBytes };
});

it('a ZIP that the browser has saved is not kept a second time', async () => {
  expect((await deliver()).id).toBe(1);
  expect(verbs).toEqual(['zip.open', 'zip.add', 'zip.close', 'zip.drop']);
});

it.each([
  ['a disk that is full at the last byte', { state: 'interrupted', error: 'FILE_NO_SPACE' }, 'storage.full'],
  ['a download that somebody ended', { state: 'interrupted', error: 'USER_CANCELED' }, 'media.incomplete'],
  ['a ZIP that came out shorter', { state: 'complete' }, 'media.incomplete'],
])('%s leaves no copy behind that would fill the disk', async (_, given, code) => {
  ending = { ...given, fileSize: zipBytes - 1 };
  await expect(deliver()).rejects.toMatchObject({ code });
  expect(verbs.at(-1)).toBe('zip.drop');
});

const threeParts = [file('a.jpg', 700_000), file('b.jpg', 700_000), file('c.jpg', 700_000)];
const names = [1, 2, 3].map((part) => `Star Export/a.part${part}of3.zip`);

it('each part is noted before it is saved', async () => {
  const { noted } = await deliver(threeParts);
  expect(saved).toEqual(names);
  expect(noted.map(({ name }) => `Star Export/${name}`)).toEqual(names);
  expect(new Set(noted.map(({ content }) => content)).size).toBe(3);
});

it.each([
  ['is whole', { state: 'complete', fileSize: zipBytes, exists: true }, names.slice(1)],
  ['was cut off', { state: 'interrupted', fileSize: 10, exists: true }, names],
  ['was removed since', { state: 'complete', fileSize: zipBytes, exists: false }, names],
  ['has another length', { state: 'complete', fileSize: 10, exists: true }, names],
])('after a restart a part that %s is saved again only where it has to be', async (_, found, expected) => {
  const { noted } = await deliver(threeParts);
  saved.length = 0;
  const [first] = noted;
  earlier = { 'blob:earlier': { ...found, id: 9 } };
  await deliver(threeParts, first ? [{ ...first, url: 'blob:earlier' }] : []);
  expect(saved).toEqual(expected);
});

it('a part of other files is saved although one of its name is there', async () => {
  const [first] = (await deliver(threeParts)).noted;
  saved.length = 0;
  earlier = { 'blob:earlier': { state: 'complete', fileSize: zipBytes, exists: true, id: 9 } };
  const changed = threeParts.map((one) => ({ ...one, sha256: '1'.repeat(64) }));
  await deliver(changed, first ? [{ ...first, url: 'blob:earlier' }] : []);
  expect(saved).toEqual(names);
});

const intoFile = (id: string, placeId: string, signal = new AbortController().signal) =>
  deliverFile(buildJob({ status: 'running' }, { id }), {
    folder: 'a',
    files: [file('a.txt', 400)],
    place: { kind: 'file', placeId, name: 'a.zip' },
    signal,
  });

it('a picked file does not wait until another one is written', async () => {
  void intoFile(stuckJobId, 'one');
  expect(await intoFile('next', 'two')).toBeNull();
});

it('an export that waits for a picked file ends when it is cancelled', async () => {
  void intoFile(stuckJobId, 'three');
  const stop = new AbortController();
  const waiting = intoFile('next', 'three', stop.signal);
  await vi.waitFor(() => expect(verbs).toContain('zip.open'));
  stop.abort();
  await expect(waiting).rejects.toThrow();
  expect(verbs.filter((verb) => verb === 'zip.open')).toHaveLength(1);
});
