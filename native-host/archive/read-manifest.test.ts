import { expect, test } from 'vitest';
import { buildHead } from '../../extension/exporters/__fixtures__/sample-archive.ts';
import { AppError } from '../../shared/app-error.ts';
import { readManifest } from './read-manifest.ts';

const archive = { folder: 'mine', path: '/exports/mine' };
const systemError = (code: string) => Object.assign(new Error(code), { code });
const fail = (thrown: Error) => readManifest(archive, () => Promise.reject(thrown));

test.each([
  ['missing', systemError('ENOENT')],
  ['could not be read', systemError('EACCES')],
  ['could not be read', systemError('EIO')],
  ['damaged', systemError('ELOOP')],
  ['damaged', new AppError('input.path_unsafe')],
])('of a manifest without addresses it is said why: %s', async (words, thrown) => {
  expect(await fail(thrown)).toContain(words);
});

test.each(['{', '{}', '[]'])('what is no manifest is called damaged: %s', async (text) => {
  expect(await readManifest(archive, async () => text)).toContain('damaged');
});

test('a manifest with fields of a newer version is one', async () => {
  const text = JSON.stringify({ ...buildHead([]), files: [], more: true });
  expect(await readManifest(archive, async () => text)).toMatchObject({ files: [] });
});

test('an error that says nothing of the manifest is thrown', async () => {
  await expect(fail(new RangeError('no memory'))).rejects.toThrow('no memory');
});
