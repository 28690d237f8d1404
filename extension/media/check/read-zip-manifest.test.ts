import { expect, it } from 'vitest';
import { buildZip, toSource } from '../../../native-host/archive/testing/memory-zip.ts';
import type { ZipSource } from '../../../shared/zip/zip-writer.ts';
import { buildHead } from '../../exporters/__fixtures__/sample-archive.ts';
import { readZipManifest, toArchiveHead } from './read-zip-manifest.ts';

const manifest = { ...buildHead([]), files: [] };
const text = JSON.stringify(manifest);
const own = toSource('channel/manifest.json', text, { deflate: true });

async function readArchiveHead(file: Blob) {
  const found = await readZipManifest(file);
  return found && toArchiveHead(found);
}

const readHead = async (...sources: ZipSource[]) =>
  readArchiveHead(new Blob([(await buildZip(sources)).slice()]));

it('says whose archive a ZIP is', async () => {
  const head = await readHead(toSource('channel/items.json', '[]'), own, toSource('channel/sums.txt', '1'));
  expect(head).toEqual({
    jobId: manifest.job.id,
    source: manifest.source,
    options: manifest.job.options,
  });
});

it('takes the archive’s own manifest and not one that lies deeper in it', async () => {
  const other = JSON.stringify({ ...manifest, job: { ...manifest.job, id: 'other' } });
  const deeper = toSource('channel/media/other/manifest.json', other);
  expect((await readHead(deeper, own))?.jobId).toBe(manifest.job.id);
});

it.each<[string, ZipSource[]]>([
  ['a ZIP of something else', [toSource('photos/a.jpg', 'picture')]],
  ['another program’s manifest', [toSource('manifest.json', '{"name":"an extension"}')]],
  ['a manifest that is no JSON', [toSource('manifest.json', 'manifest')]],
])('%s is no archive', async (_, sources) => {
  expect(await readHead(...sources)).toBeNull();
});

it('a ZIP that is cut off, or is none, is no archive', async () => {
  const whole = await buildZip([own]);
  expect(await readArchiveHead(new Blob([whole.slice(0, -30)]))).toBeNull();
  expect(await readArchiveHead(new Blob(['my own text']))).toBeNull();
});

it('a manifest whose bytes have changed is believed in nothing', async () => {
  const bytes = (await buildZip([toSource('manifest.json', text)])).slice();
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  expect(await readArchiveHead(new Blob([bytes]))).toBeNull();
});
