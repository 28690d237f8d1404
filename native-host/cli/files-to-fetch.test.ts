import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { planFiles, readAddressList } from './files-to-fetch.ts';

const nameOf = (...addresses: string[]): string[] =>
  planFiles(addresses, '/somewhere').map(({ path }) => basename(path));

test.each([
  ['https://x.org/a/clip.mp4?token=1#t', 'clip.mp4'],
  ['https://x.org/My%20clip.mp4', 'My clip.mp4'],
  ['https://x.org/100%.mp4', '100%.mp4'],
  ['https://x.org/a/', 'x.org'],
  ['https://x.org', 'x.org'],
  ['https://x.org/..%2F..%2Fetc%2Fpasswd', 'etc passwd'],
  ['https://x.org/-rf', '_-rf'],
  ['https://x.org/.bashrc', 'bashrc'],
  ['https://x.org/con.txt', '_con.txt'],
  ['nonsense', 'untitled'],
])('%s is saved as %s', (address, name) => {
  expect(nameOf(address)).toEqual([name]);
});

test('no two files get one name', () => {
  expect(
    nameOf('https://x.org/1/a.mp4', 'https://x.org/2/a.mp4', 'https://x.org/A.mp4', 'https://x.org/a.jpg'),
  ).toEqual(['a.mp4', 'a_2.mp4', 'A_3.mp4', 'a.jpg']);
});

test('a list has one address a line', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'star-list-')), 'list.txt');
  writeFileSync(path, '# mine\nhttps://x.org/a\r\n\n  https://x.org/b  \n');
  expect(await readAddressList(path)).toEqual(['https://x.org/a', 'https://x.org/b']);
  await expect(readAddressList(`${path}.not`)).rejects.toMatchObject({ code: 'input.unreadable' });
});
