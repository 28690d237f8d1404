/** Finds the JSON in a page's HTML without evaluating anything. */

import type { Json } from '../../../core/json.ts';
import { parseJson } from '../../../core/parse-json.ts';

/** Reads what a page's script assigns to a variable such as `ytInitialData`; null when it is not there or damaged. */
export function readAssigned(html: string, name: string): Json | null {
  for (const opening of [`var ${name} = `, `window["${name}"] = `, `window['${name}'] = `, `${name} = `]) {
    const start = html.indexOf(opening);
    if (start < 0) continue;
    const value = parseAt(html, start + opening.length);
    if (value) return value;
  }
  return null;
}

/** Everything the page hands to `ytcfg.set({…})`, later calls over earlier ones. */
export function readConfig(html: string): Json {
  const config: Json = {};
  const opening = 'ytcfg.set({';
  for (let start = html.indexOf(opening); start >= 0; start = html.indexOf(opening, start + 1)) {
    Object.assign(config, parseAt(html, start + opening.length - 1));
  }
  return config;
}

function parseAt(html: string, start: number): Json | null {
  if (html[start] === "'") return parseEscaped(html, start + 1);
  if (html[start] !== '{') return null;
  // The usual end is right behind the object; only if that is no JSON the braces are counted.
  const end = html.indexOf(';</script>', start);
  const quick = end < 0 ? null : parseJson(html.slice(start, end));
  return quick ?? parseJson(html.slice(start, findEnd(html, start)));
}

/** The mobile site writes the JSON as a string with `\xNN` for whatever is not a letter. */
function parseEscaped(html: string, start: number): Json | null {
  const end = html.indexOf("'", start);
  if (end < 0) return null;
  const text = html
    .slice(start, end)
    .replace(/\\x([0-9a-fA-F]{2})|\\(\\)/g, (_, code?: string) =>
      code ? String.fromCharCode(Number.parseInt(code, 16)) : '\\',
    );
  return parseJson(text);
}

/** Index behind the brace that closes the one at `start`, or the end of the text. */
function findEnd(html: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let index = start; index < html.length; index += 1) {
    const char = html.charCodeAt(index);
    if (inString) {
      if (char === backslash) index += 1;
      else if (char === quote) inString = false;
    } else if (char === quote) inString = true;
    else if (char === openBrace) depth += 1;
    else if (char === closeBrace) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return html.length;
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** True when a body is a document and not JSON. */
export function isHtml(body: string): boolean {
  return /^\s*(<!doctype|<html|<\?xml|<head|<!--|<script|<meta)/i.test(body.slice(0, 400));
}
