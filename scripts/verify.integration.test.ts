/** The real command on real folders and on ZIPs made by other programs. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import {
  appendFile,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { makeZip } from 'client-zip';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHead } from '../extension/exporters/__fixtures__/sample-archive.ts';
import { buildManifest, writeChecksums, writeManifest } from '../extension/exporters/manifest.ts';

let work: string;
let archive: string;
const videoPath = 'media/videos/youtube/2026-01-31_a.mp4';
const verifyScript = join(import.meta.dirname, 'verify.ts');

async function verify(...args: string[]) {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [verifyScript, ...args], {
    reject: false,
  });
  return { lines: stdout.split('\n'), stderr, exitCode };
}

async function write(root: string, path: string, content: string | Buffer) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
  const bytes = Buffer.from(content);
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function buildArchiveFolder(root: string): Promise<void> {
  const video = Buffer.alloc(3_000_000, 'film');
  const files = [
    await write(root, 'items.json', '[]\n'),
    await write(root, videoPath, video),
    await write(root, 'media/images/youtube/2026-01-31_ä 🚢.jpg', 'picture'),
  ];
  const read = (chunks: AsyncIterable<string>) => text(Readable.from(chunks));
  const manifest = await read(writeManifest(buildManifest(buildHead([]), files)).chunks);
  files.push(await write(root, 'manifest.json', manifest));
  await write(root, 'manifest-sha256.txt', await read(writeChecksums(files).chunks));
}

/** A copy that a test may spoil. */
async function copyArchive(): Promise<string> {
  const copy = await mkdtemp(join(work, 'copy-'));
  await cp(archive, copy, { recursive: true });
  return copy;
}

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'verify-'));
  archive = join(work, 'youtube-demo-2026-11-21');
  await buildArchiveFolder(archive);
});
afterAll(() => rm(work, { recursive: true, force: true }));

describe('npm run verify', () => {
  it('is clean for a folder that is as its manifest says', async () => {
    const { lines, exitCode } = await verify(archive);
    expect(lines).toEqual([
      "completeness: 0 of 0 items saved, 0 refused, the site's own count is 5",
      'clean: the folder is as its manifest says (3 files, 3000010 bytes checked)',
    ]);
    expect(exitCode).toBe(0);
  });

  it('agrees with sha256sum', async () => {
    const { exitCode } = await execa('sha256sum', ['--check', '--strict', 'manifest-sha256.txt'], {
      cwd: archive,
    });
    expect(exitCode).toBe(0);
  });

  it('names a file in which one bit flipped', async () => {
    const copy = await copyArchive();
    const video = await readFile(join(copy, videoPath));
    video[2_000_000] = (video[2_000_000] ?? 0) ^ 1;
    await writeFile(join(copy, videoPath), video);
    const { lines, exitCode } = await verify(copy);
    expect(lines[0]).toBe(`archive.damaged  ${videoPath} has other content (SHA-256 differs)`);
    expect(lines.at(-1)).toMatch(/^not clean: 1 difference /);
    expect(exitCode).toBe(1);
  });

  it('names what is cut, missing, extra, or a link', async () => {
    const copy = await copyArchive();
    await truncate(join(copy, videoPath), 1000);
    await rm(join(copy, 'items.json'));
    await writeFile(join(copy, 'extra.txt'), 'x');
    await symlink('/etc/hostname', join(copy, 'link'));
    const { lines, exitCode } = await verify(copy);
    expect(lines.map((line) => line.split(' has ')[0]).slice(0, -2)).toEqual([
      'archive.missing_file  items.json is missing',
      `archive.damaged  ${videoPath}`,
      'archive.extra_file  extra.txt is not in the manifest',
      'archive.extra_file  link is a link or device, not a file',
    ]);
    expect(exitCode).toBe(1);
  });

  it.runIf(process.platform === 'linux')(
    'names a file whose name is not in UTF-8, and reads all others',
    async () => {
      const copy = await copyArchive();
      await writeFile(Buffer.concat([Buffer.from(join(copy, 'bad')), Buffer.from([0xff])]), 'x');
      const { lines, exitCode } = await verify(copy);
      expect(lines[0]).toMatch(/^archive\.extra_file {2}bad\ufffd cannot be opened by its name/);
      expect(lines.at(-1)).toMatch(/^not clean: 1 difference \(3 files/);
      expect(exitCode).toBe(1);
    },
  );

  it('cannot tell where there is no manifest', async () => {
    const { lines, exitCode } = await verify(join(archive, 'media'));
    expect(lines[0]).toMatch(/^archive\.no_manifest {2}manifest\.json/);
    expect(exitCode).toBe(2);
  });

  it.each([
    { what: 'nothing', args: [] },
    { what: 'an option it does not have', args: ['--fast'] },
    { what: 'two folders', args: ['a', 'b'] },
    { what: 'a file that is no archive', args: [verifyScript] },
  ])('ends with 2 when asked for $what', async ({ args }) => {
    const { stderr, exitCode } = await verify(...args);
    expect(stderr).toMatch(/usage|input\.unreadable/);
    expect(exitCode).toBe(2);
  });
});

describe('npm run verify of what cannot be read', () => {
  it('ends with 3 when there is nothing', async () => {
    const { stderr, exitCode } = await verify('/nowhere/at/all');
    expect(stderr).toMatch(/input\.unreadable/);
    expect(exitCode).toBe(3);
  });

  it.runIf(process.getuid?.() !== 0)('ends with 3 when a file may not be read by this user', async () => {
    const copy = await copyArchive();
    await chmod(join(copy, videoPath), 0);
    const { lines, exitCode } = await verify(copy);
    expect(lines[0]).toMatch(/^archive\.unreadable/);
    expect(exitCode).toBe(3);
  });
});

describe('npm run verify on a ZIP', () => {
  const deflate = async (...options: string[]) => {
    const path = join(await mkdtemp(join(work, 'zip-')), 'archive.zip');
    await execa('zip', ['-q', '-r', ...options, path, 'youtube-demo-2026-11-21'], {
      cwd: work,
      env: { LC_ALL: 'C.UTF-8' },
    });
    return path;
  };

  it.each([
    ['deflated', '-9'],
    ['stored', '-0'],
  ])('is clean for one %s by zip', async (_, option) => {
    const { lines, exitCode } = await verify(await deflate(option));
    expect(lines.at(-1)).toBe('clean: the ZIP is as its manifest says (3 files, 3000010 bytes checked)');
    expect(exitCode).toBe(0);
  });

  it('is clean for a streamed ZIP64 without a folder of its own', async () => {
    const paths = [
      'items.json',
      videoPath,
      'media/images/youtube/2026-01-31_ä 🚢.jpg',
      'manifest.json',
      'manifest-sha256.txt',
    ];
    const inputs = await Promise.all(
      paths.map(async (name) => ({ name, input: new Blob([await readFile(join(archive, name))]) })),
    );
    const path = join(work, 'streamed.zip');
    await pipeline(makeZip(inputs), createWriteStream(path));
    expect((await verify(path)).lines.at(-1)).toMatch(/^clean: /);
  });

  it('names a stored file in which one bit flipped', async () => {
    const path = await deflate('-0');
    const zip = await readFile(path);
    const at = zip.indexOf('filmfilmfilm') + 100_000;
    zip[at] = (zip[at] ?? 0) ^ 1;
    await writeFile(path, zip);
    const { lines, exitCode } = await verify(path);
    expect(lines[0]).toBe(`archive.damaged  ${videoPath} cannot be read: its CRC-32 in the ZIP is another`);
    expect(exitCode).toBe(1);
  });

  it('reports an entry that would be unpacked outside, and reads the rest', async () => {
    const path = await deflate('-0');
    const zip = await readFile(path);
    const name = 'youtube-demo-2026-11-21/items.json';
    const hostile = '../../../../../../../tmp/items.json'.slice(0, name.length);
    for (let at = zip.indexOf(name); at >= 0; at = zip.indexOf(name, at + 1)) zip.write(hostile, at);
    await writeFile(path, zip);
    const { lines, exitCode } = await verify(path);
    expect(lines[0]).toMatch(/^input\.path_unsafe {2}\.\.\//);
    expect(lines[1]).toBe('archive.missing_file  items.json is missing');
    expect(exitCode).toBe(1);
  });

  it('names an entry that has another name before its bytes', async () => {
    const path = await deflate('-0');
    const zip = await readFile(path);
    const at = zip.indexOf('youtube-demo-2026-11-21/items.json');
    zip.write('youtube-demo-2026-11-21/items.exe', at);
    await writeFile(path, zip);
    const { lines, exitCode } = await verify(path);
    expect(lines.filter((line) => line.includes('items.json'))).toEqual([
      'archive.damaged  items.json has another name before its bytes',
    ]);
    expect(exitCode).toBe(1);
  });

  it('says that something stands behind its end, and reads what is before it', async () => {
    const path = await deflate('-0');
    await appendFile(path, 'junk'.repeat(10));
    const { lines, exitCode } = await verify(path);
    expect(lines[0]).toMatch(/^archive\.damaged {2}[^ ]+\.zip has 40 bytes behind its end$/);
    expect(lines.at(-1)).toBe('not clean: 1 difference (3 files, 3000010 bytes checked)');
    expect(exitCode).toBe(1);
  });

  it('names a file that is marked as encrypted, and reads the rest', async () => {
    const path = await deflate('-0');
    const zip = await readFile(path);
    const name = 'youtube-demo-2026-11-21/items.json';
    // The flags stand 24 bytes before a name of a local header, 38 before one of the directory.
    for (const at of [zip.indexOf(name) - 24, zip.lastIndexOf(name) - 38]) zip[at] = (zip[at] ?? 0) | 1;
    await writeFile(path, zip);
    const { lines, exitCode } = await verify(path);
    expect(lines[0]).toMatch(/^archive\.unreadable {2}items\.json is encrypted; unpack the ZIP/);
    expect(lines.at(-1)).toMatch(/^not clean: 1 difference \(3 files/);
    expect(exitCode).toBe(3);
  });

  it('compares with the list of hashes where a bit of the manifest has flipped', async () => {
    const path = await deflate('-0');
    const zip = await readFile(path);
    const at = zip.indexOf('"star-export-archive"') + 3;
    zip[at] = (zip[at] ?? 0) ^ 1;
    await writeFile(path, zip);
    const { lines, exitCode } = await verify(path);
    expect(lines).toEqual([
      'archive.damaged  manifest.json is damaged; the files are compared with manifest-sha256.txt',
      'not clean: 1 difference (3 files, 3000010 bytes checked)',
    ]);
    expect(exitCode).toBe(1);
  });

  it('is clean for parts, by any of them, and names one that is missing and what was in it', async () => {
    const folder = await mkdtemp(join(work, 'parts-'));
    const name = (part: number) => join(folder, `demo.part${part}of2.zip`);
    const root = 'youtube-demo-2026-11-21';
    const first = ['items.json', 'manifest.json', 'manifest-sha256.txt'].map((each) => `${root}/${each}`);
    await execa('zip', ['-q', name(1), ...first], { cwd: work });
    await execa('zip', ['-q', '-r', name(2), `${root}/media`], { cwd: work, env: { LC_ALL: 'C.UTF-8' } });
    expect((await verify(name(2))).lines.at(-1)).toMatch(/^clean: the ZIP is as its manifest says \(3 files/);
    await rm(name(2));
    const { lines, exitCode } = await verify(name(1));
    expect(lines[0]).toBe('archive.missing_file  demo.part2of2.zip is missing');
    expect(lines.filter((line) => line.startsWith('archive.missing_file'))).toHaveLength(3);
    expect(exitCode).toBe(1);
  });

  it('ends with 2 for a ZIP whose end is missing', async () => {
    const path = await deflate('-0');
    await truncate(path, 2_000_000);
    expect((await verify(path)).exitCode).toBe(2);
  });
});
