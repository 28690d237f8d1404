import { hostileLines, hostileTitles } from '../../hostile-texts.ts';
import { hash32, type Prng } from '../../prng.ts';
import type { Caption, Tag, User } from './model.ts';

const openings = [
  'Sanding the deck before the rain',
  'Brot aus dem alten Ofen',
  'One plank a day',
  'Как чинят лодку',
  '木の舟を直す',
  'Le port au petit matin',
  'إصلاح القارب',
  'Three knots I use every day',
  'Nothing to see, only waves 🌊',
  'Hôm nay trời mưa',
] as const;

const sentences = [
  'No hurry, no glue.',
  'The sound is the real one.',
  'Ich zeige es langsam.',
  'Ответы в комментариях.',
  'つづく。',
  'Part two comes on Sunday.',
] as const;

const tagNames = [
  'boat',
  'slowrepair',
  'werkstatt',
  'хлеб',
  '木工',
  'harbour2026',
  'bread_and_boats',
  'fyp',
] as const;

/** A tag's number follows from its name. */
function toTag(name: string): Tag {
  return { id: String(1_000_000 + (hash32(`tag/${name}`) % 90_000_000)), name };
}

/** All tags that posts use. */
export const tags: readonly Tag[] = tagNames.map(toTag);

/** A caption; every third of the newest has a text that breaks careless programs, about one in 20 has none at all. */
export function buildCaption(prng: Prng, index: number, people: readonly User[]): Caption {
  const hostile = index % 3 === 1 ? hostileTitles[(index - 1) / 3] : undefined;
  if (hostile === undefined && prng.chance(0.05)) return { lines: [''], tags: [], mentions: [] };
  const lines = [hostile ?? prng.pick(openings)];
  for (let count = prng.int(0, 3); count > 0; count--) lines.push(prng.pick(sentences));
  if (prng.chance(0.2)) lines.push(hostileLines[prng.int(0, hostileLines.length - 1)] ?? '');
  const chosen = new Set(Array.from({ length: prng.int(0, 4) }, () => prng.pick(tagNames)));
  const mentioned =
    people.length > 0 && prng.chance(0.2) ? people[prng.int(0, people.length - 1)] : undefined;
  return { lines, tags: [...chosen].map(toTag), mentions: mentioned ? [mentioned] : [] };
}

/** What somebody says about a post. */
export function buildCommentText(prng: Prng): string {
  if (prng.chance(0.15)) return hostileLines[prng.int(0, hostileLines.length - 1)] ?? '';
  return Array.from({ length: prng.int(1, 3) }, () => prng.pick(sentences)).join(' ');
}
