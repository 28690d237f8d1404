/** Bodies that are JSON: one document, or one to a line, each of which may have a guard against being run as a script. */

/** The values of a body, and what of it could not be read. */
export interface ParsedLines {
  values: unknown[];
  /** Lines in the middle that are no JSON. */
  brokenCount: number;
  /** The body ends within a document: the connection was cut. */
  isCut: boolean;
}

const guard = /^\s*for\s*\(;;\);/;

/** Reads a body, in whatever form it is; without any value in it, it was none. */
export function parseLines(body: string): ParsedLines {
  const lines = body
    .replace(/^\ufeff/, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const parsed = lines.map(parseLine);
  if (parsed[0] === undefined && lines.length > 1) {
    // One value, spread over lines for people to read.
    const whole = parseLine(lines.join('\n'));
    if (whole) return { values: [whole.value], brokenCount: 0, isCut: false };
  }
  const broken = parsed.filter((line) => line === undefined).length;
  const isCut = parsed.length > 0 && parsed.at(-1) === undefined && isAnswer(lines.at(-1) ?? '');
  return {
    values: parsed.flatMap((line) => (line ? [line.value] : [])),
    brokenCount: broken - (isCut ? 1 : 0),
    isCut,
  };
}

function isAnswer(line: string): boolean {
  return guard.test(line) || /^\s*\{"(data|label|path|__type)"/.test(line);
}

function parseLine(line: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(line.replace(guard, '')) as unknown };
  } catch {
    // No JSON: the caller counts it, or knows that the body was cut here.
    return undefined;
  }
}
