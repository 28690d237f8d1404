import type { Count } from '../../shared/model/item.ts';
import type { Archive, ArchivedItem, Exporter } from './exporter.ts';
import { findFilm, findPicture } from './item-files.ts';
import { type Membership, readMembership } from './membership.ts';

/**
 * `items.csv` for spreadsheets: RFC 4180 with CRLF, UTF-8 with a byte order mark (Excel needs it), one row an item.
 * The columns and the rule for text that looks like a formula are in README.md.
 */
export const csvExporter: Exporter = {
  id: 'csv',
  label: 'Spreadsheet (CSV)',
  description: 'One row an item, for Excel, LibreOffice and Google Sheets.',
  async *write(archive) {
    yield { path: 'items.csv', chunks: writeRows(archive) };
  },
};

/** Numbers stay numbers by type; null is an empty cell. */
type Cell = string | number | null;

async function* writeRows(archive: Archive): AsyncGenerator<string> {
  yield `\ufeff${toRow(Object.keys(columns))}`;
  const playlists = await readMembership(archive);
  for await (const archived of archive.items()) {
    yield toRow(Object.values(columns).map((read) => read(archived, playlists)));
  }
}

const toRow = (cells: Cell[]): string => `${cells.map(toCell).join(',')}\r\n`;

// What a spreadsheet takes for a formula, also in full width and behind white space or marks that do not show.
const formulaLike = /^'*[\s\p{Cc}\p{Cf}]*[=+\-@\u2212＝＋－＠﹢﹣﹦﹫]|^'*[\t\r\n]/u;

// Digits with the signs of numbers, dates and times alone: a spreadsheet reads them also in quotes, and rounds ids to
// fifteen digits. Short whole numbers come out as they went in.
const numberLike = /^(?!(?:0|[1-9]\d{0,14})$)(?=.*\d)\s*[\d.,:/%eE-]+\s*$/u;

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
// "May 5", "12 May 2024", "5 pm", and "(5)", which is -5 to a spreadsheet.
const dateInWords = new RegExp(
  `^(?=.*\\d)\\s*(?:(?:\\d{1,4}[\\s.,/-]{0,2})?${month}\\.?(?:[\\s.,/-]{0,2}\\d{1,4}){0,2}|\\d{1,2}\\s?[ap]m?|\\([\\d.,]+\\))\\s*$`,
  'iu',
);

/** By patterns that take no more than the length of the text: a post may have 60,000 signs of one kind. */
function isChanged(text: string): boolean {
  const bare = text.replace(/^'+/u, '');
  return formulaLike.test(text) || numberLike.test(bare) || dateInWords.test(bare);
}

function toCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = cell.replaceAll('\0', '\ufffd');
  return `"${isChanged(text) ? "'" : ''}${text.replaceAll('"', '""')}"`;
}

const columns: Record<string, (archived: ArchivedItem, playlists: Membership) => Cell> = {
  platform: ({ item }) => item.platform,
  kind: ({ item }) => item.kind,
  id: ({ item }) => item.id,
  title: ({ item }) => item.title,
  url: ({ item }) => item.url,
  author: ({ item }) => item.author?.name ?? null,
  author_id: ({ item }) => item.author?.id ?? null,
  author_url: ({ item }) => item.author?.url ?? null,
  published_at: ({ item }) =>
    item.createdAt.precision === 'exact' ? new Date(item.createdAt.at).toISOString() : null,
  published_shown: ({ item }) => (item.createdAt.precision === 'approximate' ? item.createdAt.text : null),
  duration_sec: ({ item }) => item.durationSec,
  views: ({ item }) => toExact(item.stats.views),
  views_rounded: ({ item }) => toRounded(item.stats.views),
  likes: ({ item }) => toExact(item.stats.likes),
  likes_rounded: ({ item }) => toRounded(item.stats.likes),
  comments: ({ item }) => toExact(item.stats.comments),
  comments_rounded: ({ item }) => toRounded(item.stats.comments),
  subscribers: ({ item }) => toExact(item.stats.subscribers),
  subscribers_rounded: ({ item }) => toRounded(item.stats.subscribers),
  items: ({ item }) => toExact(item.stats.items),
  items_rounded: ({ item }) => toRounded(item.stats.items),
  shares: ({ item }) => toExact(item.stats.shares),
  shares_rounded: ({ item }) => toRounded(item.stats.shares),
  saves: ({ item }) => toExact(item.stats.saves),
  saves_rounded: ({ item }) => toRounded(item.stats.saves),
  reposts: ({ item }) => toExact(item.stats.reposts),
  reposts_rounded: ({ item }) => toRounded(item.stats.reposts),
  reactions: ({ item }) => toExact(item.stats.reactions),
  reactions_rounded: ({ item }) => toRounded(item.stats.reactions),
  followers: ({ item }) => toExact(item.stats.followers),
  followers_rounded: ({ item }) => toRounded(item.stats.followers),
  privacy: ({ item }) => item.privacy,
  category: ({ item }) => item.category,
  tags: ({ item }) => item.tags.join('; ') || null,
  mentions: ({ item }) => item.mentions?.join('; ') || null,
  music: ({ item }) => item.music?.title || null,
  music_author: ({ item }) => item.music?.author ?? null,
  location: ({ item }) => item.location?.name ?? null,
  shared_post: ({ item }) => item.sharedPost?.url ?? null,
  effects: ({ item }) => item.effects?.join('; ') || null,
  playlists: ({ item }, playlists) => playlists.get(item.id)?.join('; ') ?? null,
  seen_in: ({ seenIn }) => seenIn.join('; ') || null,
  unavailable: ({ item }) => item.unavailable,
  watched_on: ({ item }) => item.watchedOn ?? null,
  saved: ({ saved }) => (saved ? 'yes' : 'no'),
  refused: ({ refusals }) => refusals.map(({ code }) => code).join('; ') || null,
  left_out: ({ leftOut = [] }) =>
    leftOut.map(({ mediaId, reason }) => `${mediaId}: ${reason}`).join('; ') || null,
  media_file: ({ files }) => findFilm(files)?.path ?? null,
  thumbnail_file: ({ files }) => findPicture(files)?.path ?? null,
  files: ({ files }) => files.length,
  bytes: ({ files }) => files.reduce((sum, { bytes }) => sum + bytes, 0),
  description: ({ item }) => item.text,
};

const toExact = (count: Count | undefined): number | null =>
  count?.precision === 'exact' ? count.value : null;

/** As the page shows it ("2.3M"), in a column of its own, so that it is never summed up as if it were exact. */
const toRounded = (count: Count | undefined): string | null =>
  count?.precision === 'rounded' ? count.text : null;
