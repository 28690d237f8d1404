import type { RequestClass } from './site.ts';

/** One request that reached a site. It is logged when it arrives and completed when the answer ends. */
export interface LoggedRequest extends RequestClass {
  /** Unix milliseconds at arrival. */
  at: number;
  method: string;
  host: string;
  path: string;
  /** With the question mark; empty without a query. */
  query: string;
  /** 0 until an answer starts. */
  status: number;
  /** Who asked: the User-Agent header. */
  client: string;
  /** All request headers, lower-case names, so that tests can see cookies, ranges and referers. */
  headers: Readonly<Record<string, string>>;
  /** The request's body as text, at most 64 KiB of it. */
  body: string;
  /** Bytes of the answer's body that were handed to the socket. */
  bytesSent: number;
  /** `open` while being answered, `cut` when the connection ended before the answer did. */
  outcome: 'open' | 'complete' | 'cut';
  /** The kind of the fault that was applied, if any. */
  fault?: string;
}

/** A request that was turned away: an unknown host, a wrong port, plain http. */
export interface Refusal {
  at: number;
  method: string;
  /** host:port of a CONNECT, or the absolute URL. */
  target: string;
  reason: string;
}

/** A string is looked for in `METHOD https://host/path?query`; a regular expression is tested against it. */
export type RequestPattern = string | RegExp;

export interface RequestLog {
  add(request: LoggedRequest): void;
  refuse(refusal: Omit<Refusal, 'at'>): void;
  /** Everything that matches, oldest first; all without a pattern. */
  list(pattern?: RequestPattern): LoggedRequest[];
  count(pattern?: RequestPattern): number;
  refusals(pattern?: RequestPattern): Refusal[];
  clear(): void;
}

/** The line a request is matched by: `GET https://www.youtube.com/watch?v=abc`. */
function toRequestLine(request: Pick<LoggedRequest, 'method' | 'host' | 'path' | 'query'>): string {
  return `${request.method} https://${request.host}${request.path}${request.query}`;
}

export function createRequestLog(now: () => number = Date.now): RequestLog {
  let requests: LoggedRequest[] = [];
  let refused: Refusal[] = [];
  const list = (pattern?: RequestPattern) =>
    requests.filter((request) => isMatch(pattern, toRequestLine(request)));
  return {
    add: (request) => void requests.push(request),
    refuse: (refusal) => void refused.push({ at: now(), ...refusal }),
    list,
    count: (pattern) => list(pattern).length,
    refusals: (pattern) => refused.filter(({ method, target }) => isMatch(pattern, `${method} ${target}`)),
    clear: () => {
      requests = [];
      refused = [];
    },
  };
}

function isMatch(pattern: RequestPattern | undefined, line: string): boolean {
  if (pattern === undefined) return true;
  return typeof pattern === 'string' ? line.includes(pattern) : line.search(pattern) >= 0;
}
