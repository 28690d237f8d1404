import { at, toArray, toObject, toText } from './json.ts';

/**
 * The text of any of YouTube's text objects: `{runs}`, `{simpleText}`, `{content}` or a bare string; null when it is
 * none of these. Halves of broken emoji are replaced, so that the result can be written as UTF-8.
 */
export function readText(value: unknown): string | null {
  if (typeof value === 'string') return value.toWellFormed();
  const object = toObject(value);
  if (!object) return null;
  const plain = toText(object.simpleText) ?? toText(object.content);
  if (plain !== null) return plain.toWellFormed();
  if (!Array.isArray(object.runs)) return null;
  let text = '';
  for (const run of object.runs) text += toText(at(run, 'text')) ?? '';
  return text.toWellFormed();
}

/** Like `readText`, without the direction marks YouTube puts round handles and counts, and trimmed. */
export function readPlainText(value: unknown): string | null {
  return readText(value)?.replace(directionMarks, '').trim() ?? null;
}

/** The label for screen readers, where YouTube spells out what it shows short. */
export function readLabel(value: unknown): string | null {
  return (
    toText(at(value, 'accessibility', 'accessibilityData', 'label')) ??
    toText(at(value, 'accessibilityText')) ??
    toText(at(toArray(at(value, 'runs'))[0], 'accessibility', 'accessibilityData', 'label'))
  );
}

const directionMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
