import { at, toArray, toLoose, toText } from '../../../core/json.ts';

/**
 * The text of any of YouTube's text objects: `{runs}`, `{simpleText}`, `{content}` or a bare string; null when it is
 * none of these. Halves of broken emoji are replaced, so that the result can be written as UTF-8.
 */
export function readText(value: unknown): string | null {
  if (typeof value === 'string') return value.toWellFormed();
  const text = toLoose(value);
  if (text === undefined) return null;
  const plain: unknown = text.content ?? text.simpleText;
  if (typeof plain === 'string') return plain.toWellFormed();
  const runs: unknown = text.runs;
  return Array.isArray(runs) ? joinRuns(runs) : null;
}

function joinRuns(runs: unknown[]): string {
  if (runs.length === 1) return toText(toLoose(runs[0])?.text)?.toWellFormed() ?? '';
  let text = '';
  for (const run of runs) text += toText(toLoose(run)?.text) ?? '';
  return text.toWellFormed();
}

/** Like `readText`, without the direction marks YouTube puts round handles and counts, and trimmed. */
export function readPlainText(value: unknown): string | null {
  const text = readText(value);
  if (text === null) return null;
  return (hasDirectionMark.test(text) ? text.replace(directionMarks, '') : text).trim();
}

/** The label for screen readers, where YouTube spells out what it shows short. */
export function readLabel(value: unknown): string | null {
  return (
    toText(at(value, 'accessibility', 'accessibilityData', 'label')) ??
    toText(at(value, 'accessibilityText')) ??
    toText(at(toArray(at(value, 'runs'))[0], 'accessibility', 'accessibilityData', 'label'))
  );
}

const hasDirectionMark = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const directionMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
