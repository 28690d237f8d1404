/**
 * Recorded TikTok pages, taken apart without any of the product's code. They are not part of the project: tests that
 * need them are skipped where there are none.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = join(process.env.STAR_EXPORT_CAPTURES ?? join(root, '../shared/captures'), 'tiktok');

/** Are there any? */
export const hasCaptures = existsSync(folder);

/** What the tests over them are called. */
export const capturesTitle = hasCaptures
  ? 'recorded pages'
  : `recorded pages: none in ${folder}; STAR_EXPORT_CAPTURES names another folder`;

/** A JSON object of a recording. */
export type Raw = Record<string, unknown>;

export interface Capture {
  file: string;
  body: string;
  /** Every JSON object that stands in it. */
  docs: unknown[];
}

/** All recordings, by path. */
export function readCaptures(): Capture[] {
  if (!hasCaptures) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile()).sort();
  return files.map((file) => {
    const body = readFileSync(join(folder, file), 'utf8');
    return { file, body, docs: /^\s*[[{]/.test(body) ? [JSON.parse(body)] : findScripts(body) };
  });
}

function findScripts(html: string): unknown[] {
  return [...html.matchAll(/<script[^>]*>\s*(\{.*?)<\/script>/gs)].flatMap(([, text = '']) => {
    try {
      return [JSON.parse(text)];
    } catch {
      // A script and not data.
      return [];
    }
  });
}

/** The posts, comments and users of a recording. */
export interface RawFindings {
  posts: Raw[];
  comments: Raw[];
  /** `{user, stats, statsV2}`, however far apart the recording has them. */
  users: Raw[];
}

/** Finds by shape alone everything that should be read. */
export function findRaw(value: unknown, found: RawFindings = { posts: [], comments: [], users: [] }): RawFindings {
  if (typeof value !== 'object' || value === null) return found;
  const raw = value as Raw;
  if (typeof raw.id === 'string' && typeof raw.video === 'object' && raw.createTime !== undefined) {
    found.posts.push(raw);
    return found;
  }
  if (typeof raw.cid === 'string' && typeof raw.text === 'string') {
    found.comments.push(raw);
    return findRaw(raw.reply_comment, found);
  }
  if (typeof raw.user === 'object' && 'stats' in raw) found.users.push(raw);
  else if (typeof raw.user_info === 'object') found.users.push({ user: raw.user_info });
  else if (typeof raw.users === 'object' && raw.users !== null && typeof raw.stats === 'object') {
    for (const [handle, user] of Object.entries(raw.users))
      found.users.push({ user, stats: (raw.stats as Raw)[handle] });
  } else for (const inner of Object.values(raw)) findRaw(inner, found);
  return found;
}
