import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import { type Archive, findArchive, listFiles, openArchive, openPartial, removeWorkFiles } from './folder.ts';
import { verifyArchive } from './verify-archive.ts';
import { zipArchive } from './zip-archive.ts';

const signal = new AbortController().signal;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const files: Record<string, string> = {
  'items.json': '[]',
  'index.html': '<!doctype html>',
  'media/images/youtube/2026-01-31_a.jpg': 'picture',
};

const source = {
  platform: 'youtube',
  kind: 'channel',
  id: 'c',
  url: 'https://www.youtube.com/@c',
  title: 'c',
  author: null,
  claimed: null,
  own: true,
  parts: [],
};

let archive: Archive;

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(archive.path, path)), { recursive: true });
  writeFileSync(join(archive.path, path), text);
};

beforeEach(async () => {
  archive = await openArchive(mkdtempSync(join(tmpdir(), 'star-verify-')), 'mine', 'job-1');
  for (const [path, text] of Object.entries(files)) write(path, text);
  const records = Object.entries(files).map(([path, text]) => ({
    path,
    bytes: text.length,
    sha256: sha256(text),
  }));
  const day = '2026-01-31T00:00:00Z';
  const manifest = {
    format: 'star-export-archive',
    formatVersion: 1,
    job: { id: 'job-1', startedAt: day, finishedAt: day, options: defaultJobOptions },
    source,
    versions: {},
    completeness: {
      claimed: null,
      claimedExact: false,
      notSeen: 0,
      seen: 1,
      saved: 1,
      refused: [],
      unknown: {},
    },
    files: records,
  };
  write('manifest.json', JSON.stringify(manifest));
  const sums = [...records, { path: 'manifest.json', sha256: sha256(JSON.stringify(manifest)) }];
  write('manifest-sha256.txt', sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''));
});

const problems = async (): Promise<string[]> => {
  const found = await verifyArchive(archive, { signal, onChecked: () => undefined });
  return found.problems.map(({ code, id }) => `${code} ${id}`);
};

describe('verifying', () => {
  test('a whole archive has no problems, and its work files are not part of it', async () => {
    await openPartial(archive, 'x');
    expect(await problems()).toEqual([]);
    await removeWorkFiles(archive);
    expect(existsSync(join(archive.path, '.partial'))).toBe(false);
    expect(await problems()).toEqual([]);
  });

  test('tells how far it is', async () => {
    const seen: string[] = [];
    await verifyArchive(archive, { signal, onChecked: (checked, total) => seen.push(`${checked}/${total}`) });
    expect(seen).toEqual(['1/3', '2/3', '3/3']);
  });

  test('names the file whose content has changed, of the same length or not', async () => {
    write('items.json', '[1');
    write('index.html', 'short');
    expect(await problems()).toEqual(['archive.damaged items.json', 'archive.damaged index.html']);
  });

  test('names what is missing and what is too much', async () => {
    rmSync(join(archive.path, 'items.json'));
    write('media/extra.jpg', 'x');
    expect(await problems()).toEqual([
      'archive.missing_file items.json',
      'archive.extra_file media/extra.jpg',
    ]);
  });

  test.runIf(process.platform === 'linux')(
    'reads all others beside names that are not in UTF-8',
    async () => {
      const bad = Buffer.concat([Buffer.from(join(archive.path, 'bad')), Buffer.from([0xff])]);
      mkdirSync(bad);
      writeFileSync(Buffer.concat([bad, Buffer.from('/a.txt')]), '');
      writeFileSync(Buffer.concat([bad, Buffer.from('.txt')]), '');
      expect(await problems()).toEqual(['archive.extra_file bad\ufffd', 'archive.extra_file bad\ufffd.txt']);
    },
  );

  test('does not read through a link', async () => {
    const outside = join(dirname(archive.path), 'outside.json');
    writeFileSync(outside, '[]');
    rmSync(join(archive.path, 'items.json'));
    symlinkSync(outside, join(archive.path, 'items.json'));
    expect(await problems()).toEqual(['archive.damaged items.json']);
  });

  test.runIf(process.platform !== 'win32')(
    'reads neither out of a linked folder nor from a pipe',
    async () => {
      const outside = join(dirname(archive.path), 'outside');
      renameSync(join(archive.path, 'media'), outside);
      symlinkSync(outside, join(archive.path, 'media'));
      rmSync(join(archive.path, 'items.json'));
      execFileSync('mkfifo', [join(archive.path, 'items.json')]);
      expect(await problems()).toEqual([
        'archive.damaged items.json',
        'archive.missing_file media/images/youtube/2026-01-31_a.jpg',
        'archive.extra_file media',
      ]);
    },
  );

  test.runIf(process.platform !== 'win32')(
    'a pipe in the place of its marker is not waited for',
    async () => {
      rmSync(join(archive.path, '.star-export.json'));
      execFileSync('mkfifo', [join(archive.path, '.star-export.json')]);
      const found = findArchive(dirname(archive.path), archive.folder);
      await expect(found).rejects.toMatchObject({ code: 'input.path_unsafe' });
    },
  );

  test('notices a list of sums that says something else', async () => {
    write('manifest-sha256.txt', `${sha256('other')}  items.json\n`);
    expect(await problems()).toEqual(['archive.damaged manifest-sha256.txt']);
    rmSync(join(archive.path, 'manifest-sha256.txt'));
    expect(await problems()).toEqual(['archive.missing_file manifest-sha256.txt']);
  });

  test.each(['', '{}', 'not json'])('compares with the sums where the manifest is %j', async (text) => {
    write('manifest.json', text);
    write('items.json', '[1');
    expect(await problems()).toEqual(['archive.damaged manifest.json', 'archive.damaged items.json']);
    rmSync(join(archive.path, 'manifest-sha256.txt'));
    expect(await problems()).toEqual(['archive.no_manifest manifest.json']);
  });

  test('that is given up ends between two pieces of a file', async () => {
    const abort = new AbortController();
    abort.abort(new Error('given up'));
    const checking = verifyArchive(archive, { signal: abort.signal, onChecked: () => undefined });
    await expect(checking).rejects.toThrow('given up');
  });
});

describe('packing', () => {
  test('another program finds every file whole, and nothing that is not part of the archive', async () => {
    await openPartial(archive, 'x');
    write('.partial/x/half.jpg', 'half');
    const { path, bytes } = await zipArchive(archive, { partBytes: null, signal, onPacked: () => undefined });
    const script =
      'import sys,zipfile,json;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;print(json.dumps({n.removeprefix(sys.argv[2]):z.read(n).decode() for n in z.namelist()}))';
    const seen = JSON.parse(execFileSync('python3', ['-c', script, path, 'mine/'], { encoding: 'utf8' }));
    expect(seen).toMatchObject(files);
    expect(Object.keys(seen).sort()).toEqual(
      [...Object.keys(files), 'manifest-sha256.txt', 'manifest.json'].sort(),
    );
    expect(bytes).toBeGreaterThan(0);
  });

  test.each([
    ['a link', (path: string) => symlinkSync('/etc/passwd', path)],
    ['a linked folder', (path: string) => symlinkSync('/etc', path)],
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
  ])('what holds %s is refused, and nothing is left', async (_what, make) => {
    make(join(archive.path, 'b.txt'));
    const packing = zipArchive(archive, { partBytes: null, signal, onPacked: () => undefined });
    await expect(packing).rejects.toMatchObject({ code: 'input.path_unsafe' });
    expect(readdirSync(dirname(archive.path))).toEqual(['mine']);
  });

  test('the same folder is the same ZIP, byte for byte, however often and whenever', async () => {
    const pack = async () => {
      const { path } = await zipArchive(archive, { partBytes: null, signal, onPacked: () => undefined });
      return readFileSync(path);
    };
    const first = await pack();
    utimesSync(join(archive.path, 'items.json'), 1, 1);
    expect(Buffer.compare(first, await pack())).toBe(0);
  });

  test('in parts, each is a ZIP by itself, and together they hold every file once', async () => {
    for (const name of ['x', 'y', 'z']) write(`media/images/youtube/${name}.jpg`, 'p'.repeat(700_000));
    const { path } = await zipArchive(archive, { partBytes: 1_000_000, signal, onPacked: () => undefined });
    expect(path).toBe(`${archive.path}.part1of3.zip`);
    const script =
      'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;print("\\n".join(z.namelist()))';
    const names = [1, 2, 3].flatMap((part) =>
      execFileSync('python3', ['-c', script, `${archive.path}.part${part}of3.zip`], { encoding: 'utf8' })
        .trim()
        .split('\n'),
    );
    expect(names.toSorted()).toEqual((await listFiles(archive)).map((each) => `mine/${each}`).toSorted());
  });

  test('in another number of ZIPs takes the place of the older ones, and of nothing else', async () => {
    const root = dirname(archive.path);
    const older = ['mine.zip', 'mine.part1of3.zip', 'mine.part3of3.zip'];
    const others = ['mine (2).zip', 'mine.part1of2.txt', 'mine.zip.part1of2.zip', 'yours.zip'];
    for (const name of [...older, ...others]) writeFileSync(join(root, name), 'older');
    for (const name of ['x', 'y', 'z']) write(`media/images/youtube/${name}.jpg`, 'p'.repeat(300_000));
    await zipArchive(archive, { partBytes: 1_000_000, signal, onPacked: () => undefined });
    const parts = ['mine.part1of2.zip', 'mine.part2of2.zip'];
    expect(readdirSync(root)).toEqual(['mine', ...parts, ...others].toSorted());
  });

  test('reads the ZIP back: of one that is not what was written nothing is left', async () => {
    write('media/videos/youtube/a.mp4', 'p'.repeat(3_000_000));
    const spoil = () => {
      const draft = openSync(`${archive.path}.zip.part`, 'r+');
      writeSync(draft, 'X', 2_000_000);
      closeSync(draft);
    };
    const onPacked = (packed: number, total: number) => {
      if (packed === total) spoil();
    };
    const packing = zipArchive(archive, { partBytes: null, signal, onPacked });
    await expect(packing).rejects.toMatchObject({ code: 'media.damaged' });
    expect(readdirSync(dirname(archive.path))).toEqual(['mine']);
  });

  test('does not write through a link that lies in its way', async () => {
    const victim = join(archive.path, 'items.json');
    symlinkSync(victim, `${archive.path}.zip.part`);
    await zipArchive(archive, { partBytes: null, signal, onPacked: () => undefined });
    expect(readFileSync(victim, 'utf8')).toBe('[]');
  });

  test('that is given up leaves neither a ZIP nor half of one', async () => {
    const abort = new AbortController();
    const packing = zipArchive(archive, {
      partBytes: null,
      signal: abort.signal,
      onPacked: () => abort.abort(),
    });
    await expect(packing).rejects.toThrow();
    expect([`${archive.path}.zip`, `${archive.path}.zip.part`].filter(existsSync)).toEqual([]);
  });
});
