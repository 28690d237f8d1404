import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Fault, FaultList, FaultMatch, FaultRule } from './faults.ts';
import type { RequestLog } from './request-log.ts';

export interface AdminParts {
  /** The path all admin paths begin with. It is secret, so that a page in the browser cannot reach them. */
  prefix: string;
  requests: RequestLog;
  faults: FaultList;
  truth(): unknown;
}

/** A fault rule as JSON: regular expressions are written as `{"regex": "source"}`. */
export interface JsonFaultRule extends Omit<FaultRule, 'match'> {
  match: Omit<FaultMatch, 'path' | 'client'> & { path?: JsonPattern; client?: JsonPattern };
}
type JsonPattern = string | { regex: string };

/**
 * Lets another process watch and steer a running testbed: GET and DELETE /requests (`?match=` filters),
 * GET, POST and DELETE /faults, GET /truth.
 */
export function createAdminListener(parts: AdminParts): RequestListener {
  return (request, response) => {
    answerAdmin(parts, request).then(
      ({ status = 200, json }) => sendJson(response, status, json),
      (error: unknown) => sendJson(response, 400, { error: String(error) }),
    );
  };
}

async function answerAdmin(
  parts: AdminParts,
  request: IncomingMessage,
): Promise<{ status?: number; json: unknown }> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!url.pathname.startsWith(`${parts.prefix}/`)) return { status: 404, json: { error: 'not found' } };
  const { requests, faults } = parts;
  const match = url.searchParams.get('match') ?? undefined;
  switch (`${request.method} ${url.pathname.slice(parts.prefix.length)}`) {
    case 'GET /requests':
      return { json: { requests: requests.list(match), refusals: requests.refusals(match) } };
    case 'DELETE /requests':
      requests.clear();
      return { json: {} };
    case 'GET /faults':
      return {
        json: faults.list().map(({ match: rule, ...rest }) => ({ ...rest, match: toJsonMatch(rule) })),
      };
    case 'POST /faults':
      faults.add(fromJsonRule(JSON.parse(await readText(request))));
      return { status: 201, json: {} };
    case 'DELETE /faults':
      faults.clear();
      return { json: {} };
    case 'GET /truth':
      return { json: parts.truth() };
    default:
      return { status: 404, json: { error: 'not found' } };
  }
}

function fromJsonRule(rule: JsonFaultRule): FaultRule {
  const fault: Fault | undefined = rule.fault;
  if (typeof fault?.kind !== 'string') throw new TypeError('A fault needs a kind');
  const { path, client, ...match } = rule.match ?? {};
  const patterns = {
    ...(path !== undefined && { path: fromJsonPattern(path) }),
    ...(client !== undefined && { client: fromJsonPattern(client) }),
  };
  return { ...rule, match: { ...match, ...patterns } };
}

function fromJsonPattern(pattern: JsonPattern): string | RegExp {
  return typeof pattern === 'string' ? pattern : new RegExp(pattern.regex);
}

function toJsonMatch({ path, client, ...match }: FaultMatch): JsonFaultRule['match'] {
  const toPattern = (pattern: string | RegExp): JsonPattern =>
    typeof pattern === 'string' ? pattern : { regex: pattern.source };
  return {
    ...match,
    ...(path !== undefined && { path: toPattern(path) }),
    ...(client !== undefined && { client: toPattern(client) }),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(json)}\n`);
}
