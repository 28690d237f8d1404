import { readLabel, readPlainText } from './text.ts';

/** Seconds of a length as a thumbnail shows it ("0:39", "1:25:06"), or null for anything else ("LIVE"). */
export function parseDuration(text: string): number | null {
  const match = /^(?:(\d{1,4})[:.])?(\d{1,4})[:.](\d{2})$/.exec(text.trim());
  if (!match) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Seconds of the length in a text object, or null. */
export function readDuration(value: unknown): number | null {
  const text = readPlainText(value) ?? readLabel(value);
  return text === null ? null : parseDuration(text);
}
