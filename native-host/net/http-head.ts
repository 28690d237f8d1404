/** The words of HTTP/1.1 as far as a client needs them that only ever says GET. Pure, and strict: what is odd is refused. */
import { AppError } from '../../shared/app-error.ts';

/** Longer heads are refused; servers send one to three KiB. */
export const maxHeadBytes = 64 * 1024;

/** How the end of a body is known. */
export type Framing = { kind: 'length'; bytes: number } | { kind: 'chunked' } | { kind: 'close' };

/** The head of an answer. Names are in lower case; values of a name that comes twice are joined. */
export interface Head {
  status: number;
  headers: Readonly<Record<string, string>>;
  framing: Framing;
  /** Whether another request may follow on the same connection. */
  isPersistent: boolean;
}

const broken = (why: string): AppError =>
  new AppError('net.http', `The server’s answer is broken: ${why}.`, { retryable: false });

/** A request without a body. Throws `input.invalid` for a header that would not stay on its line. */
export function buildRequestHead(url: URL, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (lines.some((line) => /[^\t\x20-\x7e]/.test(line)))
    throw new AppError('input.invalid', 'A header is not plain text.');
  return [`GET ${url.pathname}${url.search} HTTP/1.1`, `host: ${url.host}`, ...lines, '', ''].join('\r\n');
}

function parseFields(lines: readonly string[]): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const line of lines) {
    const [, name, value = ''] = /^([\w!#$%&'*+\-.^`|~]+):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
    if (name === undefined || /[^\t\x20-\x7e\x80-\xff]/.test(value))
      throw broken('a line of its head is none');
    const key = name.toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  return fields;
}

function readFraming(status: number, fields: Map<string, string[]>): Framing {
  if (status === 204 || status === 304) return { kind: 'length', bytes: 0 };
  const [coding, ...codings] = fields.get('transfer-encoding') ?? [];
  const [length, ...lengths] = fields.get('content-length') ?? [];
  if (coding !== undefined) {
    if (coding.toLowerCase() !== 'chunked' || codings.length > 0) throw broken('its coding is unknown');
    if (length !== undefined) throw broken('it says twice where it ends');
    return { kind: 'chunked' };
  }
  if (length === undefined) return { kind: 'close' };
  if (!/^\d{1,15}$/.test(length) || lengths.some((other) => other !== length))
    throw broken('its length is none');
  return { kind: 'length', bytes: Number(length) };
}

/** Reads a head, given without the empty line at its end. Throws `net.http`. */
export function parseHead(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n');
  const [, minor, code] = /^HTTP\/1\.([01]) (\d{3})(?: .*)?$/s.exec(first) ?? [];
  if (code === undefined) throw broken('it does not begin as one');
  const status = Number(code);
  const fields = parseFields(lines);
  const connection = fields.get('connection')?.join(',').toLowerCase() ?? '';
  return {
    status,
    headers: Object.fromEntries([...fields].map(([name, values]) => [name, values.join(', ')])),
    framing: readFraming(status, fields),
    isPersistent: minor === '1' && !/(^|[\s,])close([\s,]|$)/.test(connection),
  };
}
