import { hostileLines, hostileTitles } from '../../hostile-texts.ts';
import type { Prng } from '../../prng.ts';

const lines = [
  'Low tide at seven, bread at nine.',
  'Der Hafen war heute ganz still.',
  'Сегодня красили лодку.',
  '今日は雨でした。',
  'The rope is new, the knot is old.',
  'اليوم كان هادئًا',
  'Two days of wind and then nothing at all. 🌊',
  'Đi chợ sớm.',
  'Found in the attic: one oar, no boat.',
  'Merci à tous ceux qui sont venus.',
] as const;

/** The text of a post; every second of the newest breaks careless programs, some have none, one in 15 is long. */
export function buildPostText(prng: Prng, index: number): string {
  const hostile = index % 2 === 1 ? hostileTitles[(index - 1) / 2] : undefined;
  if (hostile !== undefined) return hostile;
  if (prng.chance(0.08)) return '';
  const chosen: string[] = Array.from({ length: prng.int(1, 4) }, () => prng.pick(lines));
  if (prng.chance(0.2)) chosen.push(hostileLines[prng.int(0, hostileLines.length - 1)] ?? '');
  if (prng.chance(0.3)) chosen.push('#slowboats #harbour2026');
  if (prng.chance(0.07)) chosen.push(...Array.from({ length: 60 }, () => prng.pick(lines)));
  return chosen.join(prng.chance(0.5) ? '\n' : ' ');
}

/** What somebody says about a post. */
export function buildCommentText(prng: Prng): string {
  if (prng.chance(0.15)) return hostileLines[prng.int(0, hostileLines.length - 1)] ?? '';
  return Array.from({ length: prng.int(1, 2) }, () => prng.pick(lines)).join(' ');
}

const alts = [
  'May be an image of boat, ocean and twilight',
  'May be an image of 2 people and bread',
  'May be an image of text that says "ROPE & CO."',
  'No photo description available.',
] as const;

/** What a machine says is in a picture. */
export function buildAlt(prng: Prng): string {
  return prng.pick(alts);
}
