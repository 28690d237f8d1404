import { type Json, toObject } from './json.ts';

/** The JSON object in a text, or null when there is none. */
export function parseJson(text: string): Json | null {
  try {
    return toObject(JSON.parse(text));
  } catch {
    // Not JSON: the caller knows what that means where it stands.
    return null;
  }
}
