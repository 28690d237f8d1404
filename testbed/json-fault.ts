import type { Fault } from './faults.ts';

type JsonFault = Extract<Fault, { kind: 'json' }>;

/** What is between `<script …>` and `</script>`. */
const SCRIPT_CONTENT = /(?<=<script\b[^>]*>)[\s\S]*?(?=<\/script>)/gi;

/** What some answers begin with, so that no other site can run them as a script. */
const GUARD = /^for \(;;\);/;

/**
 * The text of a JSON answer, of one with a JSON object on each line, or of a page whose scripts each hold one JSON object,
 * with the fault's changes made. Other text is returned as it is.
 */
export function applyJsonFault(text: string, fault: JsonFault): string {
  const whole = rewriteJson(text, fault);
  if (whole !== undefined) return whole;
  const lines = text.split('\n').map((line) => rewriteLine(line, fault));
  if (lines.every((line) => line !== undefined)) return lines.join('\n');
  return text.replaceAll(SCRIPT_CONTENT, (content) => rewriteEmbedded(content, fault));
}

function rewriteLine(line: string, fault: JsonFault): string | undefined {
  if (line === '') return line;
  const [guard = ''] = GUARD.exec(line) ?? [];
  const changed = rewriteJson(line.slice(guard.length), fault);
  return changed === undefined ? undefined : guard + changed;
}

function rewriteEmbedded(content: string, fault: JsonFault): string {
  const start = content.indexOf('{');
  const end = content.lastIndexOf('}') + 1;
  const changed = start < 0 || end <= start ? undefined : rewriteJson(content.slice(start, end), fault);
  if (changed === undefined) return content;
  // As a page must: a `</script>` in a string would end the element.
  return content.slice(0, start) + changed.replaceAll('<', '\\u003c') + content.slice(end);
}

function rewriteJson(text: string, fault: JsonFault): string | undefined {
  try {
    return JSON.stringify(change(JSON.parse(text), fault));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function change(value: unknown, fault: JsonFault): unknown {
  if (Array.isArray(value)) return value.map((entry) => change(entry, fault));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .filter(([key]) => !fault.remove?.includes(key))
    .map(([key, entry]) => {
      if (fault.set && Object.hasOwn(fault.set, key)) return [key, fault.set[key]];
      return [fault.rename?.[key] ?? key, change(entry, fault)];
    });
  return Object.fromEntries(entries);
}
