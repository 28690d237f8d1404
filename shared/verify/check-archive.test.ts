import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  archiveItem,
  buildFile,
  buildHead,
  buildItem,
} from '../../extension/exporters/__fixtures__/sample-archive.ts';
import { nodeTools } from '../../scripts/verify/node-tools.ts';
import { formatCompleteness, formatDifference } from '../../scripts/verify/report.ts';
import type { ArchiveReader } from './archive-reader.ts';
import { checkArchive } from './check-archive.ts';
import type { Difference } from './check-result.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const texts = {
  'items.json': '[]\n',
  'media/videos/youtube/2026-01-31_a.mp4': 'a film',
  'media/images/youtube/ä.jpg': 'a picture',
};

/** The files of a whole archive, by path. */
function buildFiles(listed: Record<string, string> = texts, more: object = {}): Map<string, string> {
  const files = Object.entries(listed).map(([path, text]) => ({
    path,
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
  }));
  const manifest = JSON.stringify({ ...buildHead([]), files, ...more });
  const lines = [...files, { path: 'manifest.json', sha256: sha256(manifest) }];
  return new Map([
    ...Object.entries(listed),
    ['manifest.json', manifest],
    ['manifest-sha256.txt', lines.map((line) => `${line.sha256}  ${line.path}\n`).join('')],
  ]);
}

const readMap = (files: ReadonlyMap<string, string>): ArchiveReader => ({
  label: 'map',
  flaws: [],
  async *list() {
    for (const [path, text] of files) yield { path, bytes: Buffer.byteLength(text), flaw: null };
  },
  async *read(path) {
    yield Buffer.from(files.get(path) ?? '');
  },
  close: async () => undefined,
});

async function findDifferences(
  files: ReadonlyMap<string, string>,
  reader = readMap(files),
): Promise<string[]> {
  const found: Difference[] = [];
  const result = await checkArchive(reader, {
    ...nodeTools,
    onDifference: (difference) => found.push(difference),
  });
  expect(result.differences).toBe(found.length);
  return found.map(({ code, path }) => `${code} ${path}`);
}

describe('checkArchive', () => {
  it('finds nothing in a whole archive, and says how much it read', async () => {
    const result = await checkArchive(readMap(buildFiles()), {
      ...nodeTools,
      onDifference: () => undefined,
    });
    expect(result).toMatchObject({ checkedFiles: 3, checkedBytes: 18, differences: 0 });
  });

  it('reads a manifest in which a newer version says more', async () => {
    expect(await findDifferences(buildFiles(texts, { more: true }))).toEqual([]);
  });

  it.each(['items.json', 'manifest.json', 'manifest-sha256.txt'])(
    'does not call damaged what the disk does not let be read: %s',
    async (closed) => {
      const files = buildFiles();
      const reader: ArchiveReader = {
        ...readMap(files),
        async *read(path) {
          if (path === closed) throw Object.assign(new Error('i/o error, read'), { code: 'EIO' });
          yield Buffer.from(files.get(path) ?? '');
        },
      };
      expect(await findDifferences(files, reader)).toEqual([`archive.unreadable ${closed}`]);
    },
  );

  it('knows names again that the file system has decomposed', async () => {
    const files = new Map([...buildFiles()].map(([path, text]) => [path.normalize('NFD'), text]));
    expect(await findDifferences(files)).toEqual([]);
  });

  it('names a changed, a shortened, a missing and an extra file', async () => {
    const files = buildFiles();
    files.set('media/videos/youtube/2026-01-31_a.mp4', 'a fiLm');
    files.set('items.json', '[]');
    files.delete('media/images/youtube/ä.jpg');
    files.set('notes.txt', 'mine');
    expect(await findDifferences(files)).toEqual([
      'archive.damaged items.json',
      'archive.damaged media/videos/youtube/2026-01-31_a.mp4',
      'archive.missing_file media/images/youtube/ä.jpg',
      'archive.extra_file notes.txt',
    ]);
  });

  it('finds a manifest that was edited, even where no hash stands', async () => {
    const files = buildFiles();
    files.set('manifest.json', (files.get('manifest.json') ?? '').replace('Demo Creator', 'Somebody Els'));
    expect(await findDifferences(files)).toEqual(['archive.damaged manifest.json']);
  });

  it('finds a changed or missing checksum file', async () => {
    const files = buildFiles();
    files.set('manifest-sha256.txt', (files.get('manifest-sha256.txt') ?? '').replace(/^./, 'z'));
    expect(await findDifferences(files)).toEqual(['archive.damaged manifest-sha256.txt']);
    files.delete('manifest-sha256.txt');
    expect(await findDifferences(files)).toEqual(['archive.missing_file manifest-sha256.txt']);
  });

  it.each(['', 'not JSON', '{}', '{"format":"other"}'])(
    'compares with the list of hashes where the manifest is %j',
    async (text) => {
      const files = buildFiles().set('manifest.json', text).set('notes.txt', 'mine');
      expect(await findDifferences(files)).toEqual([
        'archive.damaged manifest.json',
        'archive.extra_file notes.txt',
      ]);
      files.set('media/videos/youtube/2026-01-31_a.mp4', 'a fiLm');
      files.delete('media/images/youtube/ä.jpg');
      expect(await findDifferences(files)).toEqual([
        'archive.damaged manifest.json',
        'archive.damaged media/videos/youtube/2026-01-31_a.mp4',
        'archive.missing_file media/images/youtube/ä.jpg',
        'archive.extra_file notes.txt',
      ]);
    },
  );

  it('says that what no list of hashes knows is no manifest', async () => {
    const files = buildFiles().set('manifest.json', '{}');
    const lines = (files.get('manifest-sha256.txt') ?? '').replace(/.*manifest\.json\n/, '');
    expect(await findDifferences(files.set('manifest-sha256.txt', lines))).toEqual([
      'archive.no_manifest manifest.json',
    ]);
    files.set('manifest-sha256.txt', `${lines}${sha256('{}')}  manifest.json\n`);
    expect(await findDifferences(files)).toEqual(['archive.no_manifest manifest.json']);
  });

  it('lays an edited manifest to the manifest: the files are compared with the list', async () => {
    const files = buildFiles();
    const manifest = (files.get('manifest.json') ?? '').replace(sha256('a film'), '0'.repeat(64));
    expect(await findDifferences(files.set('manifest.json', manifest))).toEqual([
      'archive.damaged manifest.json',
    ]);
    files.set('items.json', '[}\n').set('notes.txt', 'mine');
    expect(await findDifferences(files)).toEqual([
      'archive.damaged manifest.json',
      'archive.damaged items.json',
      'archive.extra_file notes.txt',
    ]);
  });

  it('finds a file that was taken away together with its entry', async () => {
    const { 'items.json': _taken, ...rest } = texts;
    const files = buildFiles(rest).set('manifest-sha256.txt', buildFiles().get('manifest-sha256.txt') ?? '');
    expect(await findDifferences(files)).toEqual([
      'archive.damaged manifest.json',
      'archive.missing_file items.json',
    ]);
  });

  it('names a file that was changed together with its entry', async () => {
    const files = buildFiles({ ...texts, 'items.json': '[}\n' });
    files.set('manifest-sha256.txt', buildFiles().get('manifest-sha256.txt') ?? '');
    expect(await findDifferences(files)).toEqual([
      'archive.damaged manifest.json',
      'archive.damaged items.json',
    ]);
  });

  it('compares with the list of hashes where the manifest is gone', async () => {
    const files = buildFiles();
    files.delete('manifest.json');
    expect(await findDifferences(files)).toEqual(['archive.missing_file manifest.json']);
    files.set('items.json', '[}\n');
    expect(await findDifferences(files)).toEqual([
      'archive.missing_file manifest.json',
      'archive.damaged items.json',
    ]);
  });

  it('says of a list whose lines end as on Windows only that', async () => {
    const files = buildFiles();
    files.set('manifest-sha256.txt', (files.get('manifest-sha256.txt') ?? '').replaceAll('\n', '\r\n'));
    expect(await findDifferences(files)).toEqual(['archive.damaged manifest-sha256.txt']);
  });

  it('says that there is no manifest', async () => {
    expect(await findDifferences(new Map([['a', 'b']]))).toEqual(['archive.no_manifest manifest.json']);
  });

  it.each(['../x', '/etc/passwd', 'C:/x', 'a/../../x', '..\\x'])(
    'does not read the hostile path %j',
    async (path) => {
      const hostile = buildFiles({ ...texts, [path]: 'secret' });
      hostile.delete(path);
      expect(await findDifferences(hostile)).toEqual([`input.path_unsafe ${path}`]);
    },
  );

  it('passes over the marker of the companion and of file managers, and reports an unfinished export', async () => {
    const files = buildFiles()
      .set('.star-export.json', '{}')
      .set('media/.DS_Store', 'x')
      .set('Thumbs.db', 'x');
    expect(await findDifferences(files)).toEqual([]);
    files.set('.partial/a.mp4.part', 'x').set('.partial/b.mp4.part', 'x');
    expect(await findDifferences(files)).toEqual(['archive.extra_file .partial/']);
  });
});

/** The files of a whole bag (RFC 8493), one of them with a name that its lists have to encode. */
function buildBag(): Map<string, string> {
  const payload = { 'data/items.json': '[]\n', 'data/media/50% done, 100%25.mp4': 'a film' };
  const files = buildFiles({ ...payload, 'bagit.txt': 'BagIt-Version: 1.0\n' });
  const toLines = (paths: string[]) =>
    paths.map((path) => `${sha256(files.get(path) ?? '')}  ${path.replaceAll('%', '%25')}\n`).join('');
  files.set('manifest-sha256.txt', toLines(Object.keys(payload)));
  return files.set('tagmanifest-sha256.txt', toLines(['bagit.txt', 'manifest.json', 'manifest-sha256.txt']));
}

describe('a bag', () => {
  const cut = (files: Map<string, string>, path: string) =>
    files.set(path, (files.get(path) ?? '').slice(0, -9));

  it('is whole, whatever its files are called', async () => {
    expect(await findDifferences(buildBag())).toEqual([]);
  });

  it.each(['manifest-sha256.txt', 'tagmanifest-sha256.txt'])(
    'has the list named that is missing or damaged, and no other: %s',
    async (list) => {
      const files = buildBag();
      expect(await findDifferences(cut(files, list))).toEqual([`archive.damaged ${list}`]);
      files.delete(list);
      expect(await findDifferences(files)).toEqual([`archive.missing_file ${list}`]);
    },
  );

  it('is compared with its lists where its manifest is damaged', async () => {
    const files = cut(buildBag(), 'manifest.json');
    expect(await findDifferences(files)).toEqual(['archive.damaged manifest.json']);
    files.set('data/media/50% done, 100%25.mp4', 'a fiLm');
    expect(await findDifferences(files)).toContain('archive.damaged data/media/50% done, 100%25.mp4');
  });
});

describe('what is said about it', () => {
  it('keeps to one line, whatever a file is called', () => {
    const difference = {
      code: 'archive.extra_file',
      path: 'a\n\u001b[2J\u202eb',
      detail: 'is not in the manifest',
    } as const;
    expect(formatDifference(difference)).toBe(
      'archive.extra_file  a\\u{a}\\u{1b}[2J\\u{202e}b is not in the manifest',
    );
  });

  it('says how complete the export is', () => {
    const refused = archiveItem(buildItem(), {
      saved: false,
      refusals: [{ id: 'a', code: 'platform.private', message: '' }],
    });
    const { completeness } = buildHead([archiveItem(buildItem()), refused]);
    expect(formatCompleteness({ ...completeness, notSeen: 3 })).toBe(
      "completeness: 1 of 2 items saved, 1 not saved, 1 refused, the site's own count is 5, 3 claimed but never listed",
    );
  });

  it('says what was left out by choice', () => {
    const { completeness } = buildHead([archiveItem(buildItem())]);
    expect(formatCompleteness({ ...completeness, leftOut: { max_bytes: 10, dates: 1 } })).toBe(
      "completeness: 1 of 1 items saved, 0 refused, the site's own count is 5, " +
        'left out by choice: 1 outside the chosen days, 10 larger than wanted (files)',
    );
  });

  it('has its fixtures in the shape of the product', () => {
    expect(buildFile('a').sha256).toBe(sha256('a'));
  });
});
