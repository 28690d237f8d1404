import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../read.ts', import.meta.url));
const renderer = (id: string) => ({ videoRenderer: { videoId: id, title: { simpleText: id } } });
const page = (ids: string[]) =>
  JSON.stringify({ responseContext: {}, contents: { sectionListRenderer: { contents: ids.map(renderer) } } });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'));
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'b.json'), page(['bbbbbbbbbbb']));
  await writeFile(join(folder, 'sub', 'c.json'), page(['ccccccccccc']));
  await writeFile(join(folder, 'a.bin'), Buffer.from([0, 1, 2]));
  await writeFile(
    join(folder, 'z.json'),
    page(Array.from({ length: 5000 }, (_, index) => String(index).padStart(11, 'z'))),
  );
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...paths: string[]) => execa(process.execPath, [script, ...paths], { reject: false });

describe('the read command', () => {
  it('reads a folder in order, goes on after an unreadable file, and prints only JSON lines', async () => {
    const { stdout, exitCode } = await run(folder);
    const records = stdout.split('\n').map((line) => JSON.parse(line) as { record: string; file: string });
    const files = records
      .filter((record) => record.record === 'page')
      .map((record) => record.file.slice(folder.length + 1));
    expect(files).toEqual(['a.bin', 'b.json', join('sub', 'c.json'), 'z.json']);
    expect(records.filter((record) => record.record === 'item')).toHaveLength(5002);
    expect(exitCode).toBe(0);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const { exitCode, stdout, stderr } = await execa(
      `"${process.execPath}" "${script}" "${folder}" | head -n 3; exit \${PIPESTATUS[0]}`,
      {
        shell: '/bin/bash',
        reject: false,
      },
    );
    expect(stdout.split('\n')).toHaveLength(3);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('fails when nothing could be read, and explains itself when used wrongly', async () => {
    const nothing = await run(join(folder, 'a.bin'), join(folder, 'missing.json'));
    expect(nothing.exitCode).toBe(1);
    expect(nothing.stdout.split('\n')).toHaveLength(2);
    await mkdir(join(folder, 'sub', 'empty'), { recursive: true });
    const empty = await run(join(folder, 'sub', 'empty'));
    expect({ ...empty }).toMatchObject({ exitCode: 1, stdout: '' });
    expect(empty.stderr).toContain('no files');
    const wrong = await run();
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('Usage');
  });
});
