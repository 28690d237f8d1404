import { isHostListed } from './host-match.ts';

/** Which requests a fault is for. All given conditions must hold; an empty match is every request. */
export interface FaultMatch {
  /** An exact name or `*.suffix`. */
  host?: string;
  /** A string is looked for in path and query; a regular expression is tested against them. */
  path?: string | RegExp;
  method?: string;
  /** Looked for in the request's body. */
  bodyIncludes?: string;
  /** Tested against the User-Agent, to tell the browser from the companion. */
  client?: string | RegExp;
}

/** What goes wrong. Everything but functions can be written as JSON. */
export type Fault =
  /** Answers with this status instead of asking the site. Retry-After: a number is sent as seconds, a string as it is (an HTTP date). */
  | {
      kind: 'status';
      status: number;
      retryAfter?: number | string;
      body?: string;
      headers?: Record<string, string>;
    }
  /** Closes the connection without an answer. */
  | { kind: 'drop' }
  /** Ends the body after so many bytes: `reset` (RST), `destroy` (TCP close without a TLS goodbye) or `fin` (a clean but early end). */
  | { kind: 'cut'; afterBytes: number; how?: 'reset' | 'destroy' | 'fin' }
  /** Content-Length says so many bytes more (or, negative, fewer) than are sent. */
  | { kind: 'wrong_length'; byBytes: number }
  /** Answers 200 with the whole file although a range was asked for. */
  | { kind: 'ignore_range' }
  /** The site gets the request without these headers (lower-case names): without `cookie` it takes the client for a stranger. */
  | { kind: 'without_headers'; names: string[] }
  /** The site gets the request without these cookies: a session that ended in a browser that is still known. */
  | { kind: 'without_cookies'; names: string[] }
  /** The Content-Range header is moved by so many bytes; the body is what was asked for. @default 1 */
  | { kind: 'wrong_content_range'; byBytes?: number }
  | { kind: 'slow'; bytesPerSec: number }
  /** Sends so many bytes of the body and then nothing, keeping the connection open. */
  | { kind: 'stall'; afterBytes: number }
  /** Waits before the answer, which is then normal. */
  | { kind: 'delay'; delayMs: number }
  /** @default status 302 */
  | { kind: 'redirect'; to: string; status?: number }
  /** Replaces the answer. @default status 200, contentType text/html */
  | { kind: 'body'; body: string; status?: number; contentType?: string }
  /** Changes JSON answers, also those with an object on each line, and JSON objects inside the scripts of HTML answers: keys are found by name at any depth. */
  | { kind: 'json'; remove?: string[]; rename?: Record<string, string>; set?: Record<string, unknown> };

export interface FaultRule {
  match: FaultMatch;
  fault: Fault;
  /** How many requests it hits. @default every one */
  times?: number;
  /** How many matching requests pass before it begins. @default 0 */
  skip?: number;
}

/** How often, and after how many matching requests. */
export type FaultTiming = Pick<FaultRule, 'times' | 'skip'>;

/** What a fault is matched against. */
export interface FaultTarget {
  method: string;
  host: string;
  /** Path and query. */
  path: string;
  body: string;
  client: string;
}

export interface FaultList {
  /** Adds a rule and returns what removes it again. */
  add(rule: FaultRule): () => void;
  clear(): void;
  /** The rules with how often each has hit. */
  list(): (FaultRule & { hits: number })[];
  /** The fault of the first rule that applies to this request, counting it as hit. */
  take(target: FaultTarget): Fault | undefined;
}

interface ActiveRule extends FaultRule {
  seen: number;
  hits: number;
}

export function createFaultList(): FaultList {
  let rules: ActiveRule[] = [];
  return {
    add: (rule) => {
      const active = { ...rule, seen: 0, hits: 0 };
      rules.push(active);
      return () => {
        rules = rules.filter((other) => other !== active);
      };
    },
    clear: () => {
      rules = [];
    },
    list: () => rules.map(({ seen: _, ...rule }) => rule),
    take: (target) => rules.find((rule) => isMatch(rule.match, target) && isDue(rule))?.fault,
  };
}

function isDue(rule: ActiveRule): boolean {
  rule.seen += 1;
  if (rule.seen <= (rule.skip ?? 0) || rule.hits >= (rule.times ?? Infinity)) return false;
  rule.hits += 1;
  return true;
}

function isMatch(match: FaultMatch, target: FaultTarget): boolean {
  if (match.host !== undefined && !isHostListed(target.host, [match.host])) return false;
  if (match.method !== undefined && match.method !== target.method) return false;
  if (match.bodyIncludes !== undefined && !target.body.includes(match.bodyIncludes)) return false;
  return isFound(match.path, target.path) && isFound(match.client, target.client);
}

function isFound(pattern: string | RegExp | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  return typeof pattern === 'string' ? text.includes(pattern) : text.search(pattern) >= 0;
}
