import { expect, it } from 'vitest';
import { buildHead } from '../../extension/exporters/__fixtures__/sample-archive.ts';
import { toManifest } from './to-manifest.ts';

const manifest = {
  ...buildHead([]),
  files: [{ path: 'items.json', bytes: 2, sha256: 'a'.repeat(64) }],
};
const { job, completeness, files } = manifest;

it('what a newer version says besides is left out, wherever it stands', () => {
  const newer = {
    ...manifest,
    places: [{ name: 'here' }],
    job: { ...job, options: { ...job.options, colour: 'red' }, machine: 'mine' },
    completeness: {
      ...completeness,
      refused: [{ id: 'a', code: 'internal.bug', message: 'No', again: true }],
    },
    files: files.map((file) => ({ ...file, madeAt: '2026-01-01' })),
  };
  expect(toManifest(newer)).toEqual(
    toManifest({
      ...manifest,
      completeness: { ...completeness, refused: [{ id: 'a', code: 'internal.bug', message: 'No' }] },
    }),
  );
});

it.each([
  ['a manifest of another format', { ...manifest, formatVersion: 2 }],
  ['a manifest of another format that says more', { ...manifest, formatVersion: 2, more: true }],
  ['a manifest without files', { ...manifest, files: undefined }],
  ['a number', 1],
])('what is %s is none', (_, value) => {
  expect(toManifest(value)).toBeNull();
});
