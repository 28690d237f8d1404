/** Finds the data in a page's HTML without evaluating anything. */

/** True when a body is a document, with or without a few lines of a recorder's own before it. */
export function isHtml(body: string): boolean {
  return (
    /<!doctype html|<html[\s>]/i.test(body.slice(0, 4000)) &&
    !/^\s*(for\s*\(;;\);)?[[{]/.test(body.slice(0, 200))
  );
}

/** The JSON of every data script (`<script type="application/json" … data-sjs>`), and how many could not be read. */
export function readScripts(html: string): { values: unknown[]; brokenCount: number } {
  const values: unknown[] = [];
  let brokenCount = 0;
  for (let open = html.indexOf('<script'); open >= 0; open = html.indexOf('<script', open + 1)) {
    const start = html.indexOf('>', open) + 1;
    if (start === 0) break;
    if (!html.slice(open, start).includes('type="application/json"')) continue;
    const end = html.indexOf('</script>', start);
    const source = html.slice(start, end < 0 ? html.length : end);
    const value = parse(source);
    if (value !== undefined) values.push(value);
    else if (source.includes('"__bbox"')) brokenCount += 1;
    if (end < 0) break;
    open = end;
  }
  return { values, brokenCount };
}

/** The settings that a page hands to one of its modules: `["Name",[],{…},…]` or `["Name","Other"],[{…}]`. */
export function readModule(text: string, name: string): unknown {
  const start = new RegExp(
    `"${name}"(?:\\s*,\\s*"\\w+")*\\s*(?:,\\s*\\[\\]|\\])\\s*,\\s*\\[?\\s*(?=\\{)`,
  ).exec(text);
  if (!start) return undefined;
  const from = start.index + start[0].length;
  return parse(text.slice(from, findEnd(text, from)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Cut off or no JSON: the caller knows what that means where it stands.
    return undefined;
  }
}

/** Index behind the brace that closes the one at `start`, or the end of the text. */
function findEnd(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const char = text[index];
    if (inString) {
      if (char === '\\') index += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return text.length;
}
