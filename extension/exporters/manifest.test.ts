import { describe, expect, it } from 'vitest';
import { type FileRecord, manifestSchema } from '../../shared/model/archive.ts';
import { buildFile, buildHead, sampleItems } from './__fixtures__/sample-archive.ts';
import type { ArchiveFile } from './exporter.ts';
import { buildManifest, writeChecksums, writeManifest } from './manifest.ts';

async function readText({ chunks }: ArchiveFile): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

const head = buildHead(sampleItems);
const files = ['items.json', 'media/videos/youtube/b.mp4', 'index.html', 'media/images/youtube/ä.jpg'].map(
  (path) => buildFile(path),
);

describe('buildManifest', () => {
  it('is the same for the same files in any order, and for a file that is told twice', async () => {
    const [first] = files;
    const twice = first ? [...files.toReversed(), first] : files;
    expect(await readText(writeManifest(buildManifest(head, twice)))).toBe(
      await readText(writeManifest(buildManifest(head, files))),
    );
  });

  it('writes a manifest that its schema reads', async () => {
    const manifest = buildManifest(head, files);
    const text = await readText(writeManifest(manifest));
    expect(manifestSchema.parse(JSON.parse(text))).toEqual(manifest);
    await expect(text).toMatchFileSnapshot('__fixtures__/golden/manifest.json');
  });

  it('writes the files of a large archive in few chunks, each a round trip to the disk', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => buildFile(`media/${index}.mp4`));
    const chunks = await Array.fromAsync(writeManifest(buildManifest(head, many)).chunks);
    expect(chunks.length).toBeLessThan(20);
    expect(await Array.fromAsync(writeChecksums(many).chunks)).toHaveLength(4);
  });

  it('writes a manifest without files', async () => {
    const text = await readText(writeManifest(buildManifest(head, [])));
    expect(manifestSchema.parse(JSON.parse(text)).files).toEqual([]);
  });

  it.each(['../x', '/etc/passwd', 'a\\b', 'media/con.mp4'])('refuses the path %j', (path) => {
    expect(() => buildManifest(head, [buildFile(path)])).toThrow(
      expect.objectContaining({ code: 'input.path_unsafe' }),
    );
  });

  it.each<[string, FileRecord, FileRecord]>([
    ['by case', buildFile('a.mp4'), buildFile('A.mp4')],
    ['not at all, with different content', buildFile('a.mp4', 1), buildFile('a.mp4', 2)],
  ])('refuses two files that differ %s', (_, one, other) => {
    expect(() => buildManifest(head, [one, other])).toThrow(/same name/);
  });
});

describe('writeChecksums', () => {
  it('writes lines that sha256sum reads, sorted by path', async () => {
    await expect(await readText(writeChecksums(files))).toMatchFileSnapshot(
      '__fixtures__/golden/manifest-sha256.txt',
    );
  });
});
