/** Finds the JSON in a page's HTML without evaluating anything. */
import type { Json } from '../../../core/json.ts';
import { parseJson } from '../../../core/parse-json.ts';

/** The JSON object in the script with this id; null when it is not there or damaged. */
export function readScript(html: string, id: string): Json | null {
  const opening = new RegExp(`<script\\b[^>]*\\bid="${id}"[^>]*>`).exec(html);
  if (!opening) return null;
  const start = opening.index + opening[0].length;
  const end = html.indexOf('</script>', start);
  return parseJson(html.slice(start, end < 0 ? undefined : end));
}

/** True when a body is a document and not JSON. */
export function isHtml(body: string): boolean {
  return /^\s*(<!doctype|<html|<head|<!--|<script|<meta)/i.test(body.slice(0, 400));
}
