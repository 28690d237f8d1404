/** "Is my archive whole?", asked of the real command line, of archives that were spoilt in every way. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildHead } from '../../extension/exporters/__fixtures__/sample-archive.ts';
import { bareEnvironment } from '../__fixtures__/bare-environment.ts';
import { openArchive } from '../archive/folder.ts';
import { zipArchive } from '../archive/zip-archive.ts';
import { toExitCode } from './verify.ts';

const main = new URL('../main.ts', import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), 'star-whole-'));
afterAll(() => rmSync(work, { recursive: true }));

function run(command: 'verify' | 'repair', path: string) {
  const env = { ...bareEnvironment, HOME: work };
  const { status, stdout } = spawnSync(process.execPath, [main, command, path], { env, encoding: 'utf8' });
  return { status, stdout };
}

const hash = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const film = 'film.mp4';
const original: Record<string, Buffer> = {
  'items.json': Buffer.from('[]\n'),
  [film]: Buffer.alloc(1_500_000, 'film'),
  'picture.jpg': Buffer.alloc(1_500_000, 'pic'),
};

async function buildArchive() {
  const archive = await openArchive(mkdtempSync(join(work, 'archive-')), 'mine', 'job-1');
  const files = Object.entries(original).map(([path, bytes]) => {
    writeFileSync(join(archive.path, path), bytes);
    return { path, bytes: bytes.length, sha256: hash(bytes) };
  });
  const manifest = JSON.stringify({ ...buildHead([]), files });
  writeFileSync(join(archive.path, 'manifest.json'), manifest);
  const sums = [...files, { path: 'manifest.json', sha256: hash(manifest) }];
  const lines = sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  writeFileSync(join(archive.path, 'manifest-sha256.txt'), lines.join(''));
  return archive;
}

const whole = await buildArchive();
const copy = (): string => {
  const folder = join(mkdtempSync(join(work, 'copy-')), 'mine');
  cpSync(whole.path, folder, { recursive: true });
  return folder;
};

function flipBit(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
}

const edit = (path: string, from: string, to: string): void =>
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));

const folderDamage: Record<string, [spoil: (folder: string) => void, says: string]> = {
  'a file is gone': [(folder) => rmSync(join(folder, film)), `archive.missing_file ${film}`],
  'a file is cut off': [(folder) => truncateSync(join(folder, film), 7), `archive.damaged ${film}`],
  'one bit is another': [(folder) => flipBit(join(folder, film), 777), `archive.damaged ${film}`],
  'a file is too much': [(folder) => writeFileSync(join(folder, 'x.exe'), ''), 'archive.extra_file x.exe'],
  'a name would command the terminal': [
    (folder) => writeFileSync(join(folder, 'x\u001b[2J\n0 problems'), ''),
    'archive.extra_file x\\u{1b}[2J\\u{a}0 problems: ',
  ],
  'the manifest says another length': [
    (folder) => edit(join(folder, 'manifest.json'), '"bytes":1500000', '"bytes":1500001'),
    'archive.damaged',
  ],
  'the manifest says that more is saved': [
    (folder) => edit(join(folder, 'manifest.json'), '"saved":', '"saved":1'),
    'archive.damaged manifest.json',
  ],
  'a file and the manifest were changed together': [
    (folder) => {
      writeFileSync(join(folder, 'items.json'), '{}\n');
      edit(join(folder, 'manifest.json'), hash('[]\n'), hash('{}\n'));
    },
    'archive.damaged items.json',
  ],
};

describe('of a folder', () => {
  test('0: whole', () => {
    expect(run('verify', whole.path)).toMatchObject({ status: 0, stdout: '3 files checked, 0 problems\n' });
    expect(run('repair', whole.path).status).toBe(0);
  });

  test.each(Object.entries(folderDamage))('1: %s', (_, [spoil, says]) => {
    const folder = copy();
    spoil(folder);
    const { status, stdout } = run('verify', folder);
    expect(stdout).toContain(says);
    expect(status).toBe(1);
  });

  test('1 of repair, which says of each file why, and where it can be repaired', () => {
    const folder = copy();
    truncateSync(join(folder, film), 7);
    writeFileSync(join(folder, 'x.exe'), '');
    const { status, stdout } = run('repair', folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/archive\.damaged film\.mp4: .*\n {2}It was made .*no address/);
    expect(stdout).toMatch(/archive\.extra_file x\.exe: .*\n {2}It is no part of the archive/);
    expect(stdout).toContain('dashboard');
  });

  test('1: its manifest is cut off, and its files are compared with the list of hashes', () => {
    const folder = copy();
    truncateSync(join(folder, 'manifest.json'), 50);
    expect(run('verify', folder)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/archive\.damaged manifest\.json.*\n3 files checked, 1 problem\n/),
    });
    expect(run('repair', folder)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('The addresses'),
    });
  });

  test('1: its manifest is gone, and 2: its list of hashes is, too', () => {
    const folder = copy();
    rmSync(join(folder, 'manifest.json'));
    expect(run('verify', folder).status).toBe(1);
    rmSync(join(folder, 'manifest-sha256.txt'));
    expect(run('verify', folder).status).toBe(2);
    expect(run('repair', folder).status).toBe(2);
  });

  test('3: it is not there', () => {
    for (const command of ['verify', 'repair'] as const)
      expect(run(command, join(work, 'nowhere')).status).toBe(3);
  });

  test.runIf(process.getuid?.() !== 0)('3: it belongs to somebody else', () => {
    for (const name of [film, 'manifest.json']) {
      const folder = copy();
      chmodSync(join(folder, name), 0);
      expect(run('verify', folder).status).toBe(3);
    }
  });

  test('what is damaged is told before what could not be read', () => {
    const problem = (code: 'archive.damaged' | 'archive.unreadable') => ({ id: 'a', code, message: '' });
    expect(toExitCode([problem('archive.unreadable')])).toBe(3);
    expect(toExitCode([problem('archive.unreadable'), problem('archive.damaged')])).toBe(1);
  });
});

async function pack(partBytes: number | null): Promise<string> {
  const folder = copy();
  const archive = await openArchive(join(folder, '..'), 'packed', 'job-1');
  for (const name of [...Object.keys(original), 'manifest.json', 'manifest-sha256.txt'])
    cpSync(join(folder, name), join(archive.path, name));
  const { signal } = new AbortController();
  return (await zipArchive(archive, { partBytes, signal, onPacked: () => undefined })).path;
}

const endBytes = 22;

describe('of a ZIP', () => {
  test('0: whole, in one or in parts, by any of them', async () => {
    expect(run('verify', await pack(null)).status).toBe(0);
    const part = await pack(2_000_000);
    expect(part).toMatch(/part1of\d\.zip$/);
    expect(run('verify', part.replace('part1of', 'part2of')).status).toBe(0);
  });

  test('1: a part is missing', async () => {
    const part = await pack(2_000_000);
    renameSync(part.replace('part1of', 'part2of'), join(work, 'elsewhere.zip'));
    const { status, stdout } = run('verify', part);
    expect(stdout).toContain('archive.missing_file');
    expect(status).toBe(1);
  });

  test('1: one bit of a file is another', async () => {
    const path = await pack(null);
    flipBit(path, readFileSync(path).indexOf('filmfilm') + 777);
    expect(run('verify', path)).toMatchObject({ status: 1, stdout: expect.stringContaining(film) });
  });

  test.each([
    ['is cut off', (path: string) => truncateSync(path, 2_000_000)],
    [
      'has lost its list of files',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0, bytes.readUInt32LE(bytes.length - endBytes + 16), bytes.length - endBytes);
        writeFileSync(path, bytes);
      },
    ],
    ['is no ZIP', (path: string) => writeFileSync(path, 'text')],
  ])('2: it %s', async (_, spoil) => {
    const path = await pack(null);
    spoil(path);
    expect(run('verify', path).status).toBe(2);
  });

  test('1 of repair too, which says how a ZIP is repaired, and 0 where there is nothing to', async () => {
    const path = await pack(null);
    expect(run('repair', path).status).toBe(0);
    flipBit(path, readFileSync(path).indexOf('filmfilm') + 777);
    const { status, stdout } = run('repair', path);
    expect(status).toBe(1);
    expect(stdout).toContain(film);
    expect(stdout).toContain('unpack it');
    const notes = join(dirname(path), 'notes.txt');
    writeFileSync(notes, 'text');
    expect(run('repair', notes)).toMatchObject({ status: 2, stdout: expect.not.stringContaining('unpack') });
  });
});
