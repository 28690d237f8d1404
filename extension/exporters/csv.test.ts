import { describe, expect, it } from 'vitest';
import { archiveItem, buildArchive, buildItem, sampleItems } from './__fixtures__/sample-archive.ts';
import { csvExporter } from './csv.ts';
import type { ArchivedItem } from './exporter.ts';

async function exportCsv(items: ArchivedItem[]): Promise<string> {
  let text = '';
  for await (const { chunks } of csvExporter.write(buildArchive({ items }))) {
    for await (const chunk of chunks) text += chunk;
  }
  return text;
}

/** Reads RFC 4180 by the letter, and tells quoted cells (text) from bare ones (numbers). */
function parseCsv(text: string): { text: string; quoted: boolean }[][] {
  const rows: { text: string; quoted: boolean }[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, bare, end] of text.replace(/^\ufeff/u, '').matchAll(cells)) {
    rows.at(-1)?.push({ text: quoted?.replaceAll('""', '"') ?? bare ?? '', quoted: quoted !== undefined });
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

async function readColumn(items: ArchivedItem[], name: string) {
  const [header = [], ...rows] = parseCsv(await exportCsv(items));
  const index = header.findIndex((cell) => cell.text === name);
  return rows.map((row) => row[index]);
}

const readTitles = async (titles: string[]) => {
  const cells = await readColumn(
    titles.map((title, index) => archiveItem(buildItem({ id: `id${index}`, title }))),
    'title',
  );
  return cells.map((cell) => cell?.text ?? '');
};

describe('items.csv', () => {
  it('starts with a byte order mark, ends its rows with CRLF and has as many cells in each', async () => {
    const text = await exportCsv(sampleItems);
    expect(text.startsWith('\ufeff"platform",')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    const rows = parseCsv(text);
    expect(rows).toHaveLength(sampleItems.length + 1);
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  });

  it.each([
    '=cmd|A0',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '\u200b=1',
    '\u00a0=1',
    "'=1",
    '−1',
    '\tx',
  ])('makes no formula of %j, and the text can be had back', async (title) => {
    const [cell = ''] = await readTitles([title]);
    expect(cell).toBe(`'${title}`);
  });

  it.each(['plain', "'tis", 'a=b', '1 - 2', 'emoji 🚢', '«x»', 'line\nbreak, "quoted"', ''])(
    'leaves %j as it is',
    async (title) => {
      expect(await readTitles([title])).toEqual([title]);
    },
  );

  it.each([
    '7300000000000000001',
    '0071234567890123',
    '007',
    '12e45678901',
    '1.50',
    '1,234',
    '3/4',
    '2024-12-31',
    '12:30',
    "'007",
    'May 5',
    '12 may 2024',
    'Dec-24',
    'Sept. 3, 2025',
    '5 pm',
    '(5)',
  ])(
    'keeps a spreadsheet from reading %j as a number or a date, and the text can be had back',
    async (id) => {
      const cells = await readColumn([archiveItem(buildItem({ id, title: id }))], 'id');
      expect(cells[0]?.text).toBe(`'${id}`);
      expect(await readTitles([id])).toEqual([`'${id}`]);
    },
  );

  it.each([
    '42',
    '0',
    '999999999999999',
    "'42",
    'e',
    '1st',
    '7 boats',
    'May',
    'Maybe 5',
    '5 planes',
    '(five)',
  ])('leaves %j, which a spreadsheet does not change, as it is', async (title) => {
    expect(await readTitles([title])).toEqual([title]);
  });

  it.each([`${"'".repeat(60_000)}1x`, `${' '.repeat(60_000)}x1`])(
    'is not held up by a long row of one sign',
    async (title) => {
      expect(await readTitles([title])).toEqual([title]);
    },
  );

  it('keeps numbers as numbers and rounded counts in a column of their own', async () => {
    expect((await readColumn(sampleItems, 'views')).slice(0, 3)).toEqual([
      { text: '1234567', quoted: false },
      { text: '', quoted: false },
      { text: '', quoted: false },
    ]);
    expect((await readColumn(sampleItems, 'views_rounded')).slice(0, 2)).toEqual([
      { text: '', quoted: false },
      { text: '2.3M', quoted: true },
    ]);
    expect((await readColumn(sampleItems, 'duration_sec'))[0]).toEqual({ text: '245', quoted: false });
  });

  it('writes exact times as ISO with zone, and what is only shown in a column of its own', async () => {
    const texts = async (name: string) => (await readColumn(sampleItems, name)).map((cell) => cell?.text);
    expect((await texts('published_at')).slice(0, 3)).toEqual([
      '2025-06-01T08:30:00.000Z',
      '2025-01-01T07:59:59.000Z',
      '',
    ]);
    expect((await texts('published_shown'))[2]).toBe('Streamed 8 months ago');
  });

  it('says what was saved, what was refused, and where the files are', async () => {
    const texts = async (name: string) => (await readColumn(sampleItems, name)).map((cell) => cell?.text);
    expect(await texts('saved')).toEqual(['yes', 'yes', 'yes', 'yes', 'no', 'yes']);
    expect((await texts('refused'))[4]).toBe('platform.age_gate');
    expect((await texts('media_file'))[0]).toBe('media/videos/youtube/2025-06-01_video000001.mp4');
    expect((await texts('thumbnail_file'))[5]).toBe('media/images/youtube/undated_PLharbour.jpg');
  });

  it('says which files were left out because they are larger than wanted', async () => {
    const leftOut = [
      { mediaId: 'video', reason: 'max_bytes' as const, bytes: 3_800_000 },
      { mediaId: 'image-2', reason: 'max_bytes' as const, bytes: null },
    ];
    const items = [archiveItem(buildItem(), { leftOut }), archiveItem(buildItem({ id: 'whole000001' }))];
    expect((await readColumn(items, 'left_out')).map((cell) => cell?.text)).toEqual([
      'video: max_bytes; image-2: max_bytes',
      '',
    ]);
  });
});
