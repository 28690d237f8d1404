import { hostileLines } from '../../hostile-texts.ts';
import type { Prng } from '../../prng.ts';

const subjects = [
  'Repairing a 1978 transistor radio',
  'Baking sourdough without a scale',
  'Walking across the old town at night',
  'Eine Werkbank aus Resten bauen',
  'Visite du marché de Noël',
  'Cómo restaurar una bicicleta',
  'Ремонт катушечного магнитофона',
  '古いカメラを直す',
  '오래된 라디오 이야기',
  'Quay phim ở chợ nổi',
  'רדיו ישן, חיים חדשים',
  'جولة في السوق القديم',
  'Building a tiny greenhouse 🌱',
  'Field recording: rain on a tin roof',
  'Drawing maps by hand',
  'Naprawa starego zegara',
  'Ένας περίπατος στο λιμάνι',
  'Restoring the "Blue Boat"',
] as const;

const sentences = [
  'Everything shown here was done with hand tools.',
  'The parts list is at the end.',
  'Danke fürs Zuschauen und bis zum nächsten Mal.',
  'Спасибо за просмотр!',
  'ご視聴ありがとうございました。',
  'Questions go into the comments, answers come on Sundays.',
  'Recorded in one take with the small microphone.',
  'Merci à tous ceux qui ont écrit.',
  'شكرًا على المشاهدة.',
  'No music was used in this one.',
] as const;

const tagWords = [
  'radio',
  'repair',
  'diy',
  'wood',
  'Küche',
  'звук',
  '旅行',
  'map making',
  'night',
  'calm',
] as const;
export const categories = [
  'Howto & Style',
  'Education',
  'Travel & Events',
  'Science & Technology',
  'Music',
] as const;

/** An ordinary title; the number keeps most of them apart. */
export function buildTitle(prng: Prng, number: number): string {
  const subject = prng.pick(subjects);
  return prng.chance(0.25) ? subject : `${subject}, part ${number}`;
}

/** A description; about one in 25 is exactly 5,000 characters long and one in 12 is empty. */
export function buildDescription(prng: Prng, chapterLines: readonly string[]): string {
  if (chapterLines.length === 0 && prng.chance(0.08)) return '';
  const lines: string[] = [];
  for (let count = prng.int(1, 6); count > 0; count--) lines.push(prng.pick(sentences));
  if (prng.chance(0.3)) lines.push(hostileLines[prng.int(0, hostileLines.length - 1)] ?? '');
  if (chapterLines.length > 0) lines.push('', ...chapterLines);
  if (prng.chance(0.4)) lines.push('', 'https://example.com/shop?ref=video&id=7', '#radio #repair');
  if (!prng.chance(0.04)) return lines.join('\n');
  while (lines.join('\n').length < 5000) lines.push(prng.pick(sentences));
  return lines.join('\n').slice(0, 5000);
}

export function buildTags(prng: Prng): string[] {
  return [...new Set(Array.from({ length: prng.int(0, 8) }, () => prng.pick(tagWords)))];
}

export function buildCommentText(prng: Prng): string {
  if (prng.chance(0.15)) return hostileLines[prng.int(0, hostileLines.length - 1)] ?? '';
  const lines = Array.from({ length: prng.int(1, 3) }, () => prng.pick(sentences));
  return lines.join(prng.chance(0.3) ? '\n\n' : ' ');
}
