import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, createAnswer } from './answer.ts';
import type { Fault, FaultList } from './faults.ts';
import { isHostListed } from './host-match.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';
import { sendBody } from './send-body.ts';
import type { Site, SiteRequest } from './site.ts';

const LOGGED_BODY_BYTES = 64 * 1024;

export interface ServerParts {
  sites: readonly Site[];
  requests: RequestLog;
  faults: FaultList;
  /** Told about every failure inside a site, which the client sees as a 500. */
  onError(error: unknown, line: string): void;
}

/** The listener that answers decrypted requests: finds the site, applies a fault, logs. */
export function createSiteListener(parts: ServerParts): RequestListener {
  return (incoming, response) => {
    answerRequest(parts, incoming, response).catch((error: unknown) => {
      parts.onError(error, `${incoming.method} ${incoming.headers.host}${incoming.url}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('testbed failure\n');
    });
  };
}

async function answerRequest(
  parts: ServerParts,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(incoming);
  const site = parts.sites.find(({ hosts }) => isHostListed(request.url.hostname, hosts));
  if (!site) {
    // The Host header may name another host than the CONNECT did.
    parts.requests.refuse({ method: request.method, target: request.url.href, reason: 'host not served' });
    response.writeHead(421).end();
    return;
  }
  const { pathname, search, hostname } = request.url;
  const client = request.headers['user-agent'] ?? '';
  const body = request.body.toString('utf8', 0, LOGGED_BODY_BYTES);
  const fault = parts.faults.take({
    method: request.method,
    host: hostname,
    path: pathname + search,
    body,
    client,
  });
  const entry: LoggedRequest = {
    at: Date.now(),
    method: request.method,
    host: hostname,
    path: pathname,
    query: search,
    status: 0,
    client,
    headers: request.headers,
    body,
    bytesSent: 0,
    outcome: 'open',
    ...(site.classify?.(request) ?? { account: null, kind: 'page' }),
    ...(fault && { fault: fault.kind }),
  };
  parts.requests.add(entry);
  response.once('finish', () => {
    entry.outcome = fault?.kind === 'wrong_length' ? 'cut' : 'complete';
  });
  response.once('close', () => {
    if (entry.outcome === 'open') entry.outcome = 'cut';
  });
  if (fault?.kind === 'drop') return void response.socket?.destroy();
  if (fault?.kind === 'delay') await sleep(fault.delayMs);
  const answer = await createAnswer(site, request, fault);
  await sendAnswer(answer, response, { fault, entry });
}

async function sendAnswer(
  answer: Answer,
  response: ServerResponse,
  { fault, entry }: { fault: Fault | undefined; entry: LoggedRequest },
): Promise<void> {
  entry.status = answer.status;
  response.writeHead(answer.status, answer.headers);
  if (entry.method === 'HEAD') return void response.end();
  const onSent = (bytes: number) => {
    entry.bytesSent += bytes;
  };
  await sendBody(response, answer.open(), { fault, onSent });
  if (fault?.kind === 'cut') entry.outcome = 'cut';
}

async function readRequest(incoming: IncomingMessage): Promise<SiteRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', `https://${incoming.headers.host ?? 'missing-host.invalid'}`),
    headers,
    cookies: parseCookies(headers.cookie),
    body: Buffer.concat(chunks),
  };
}

function parseCookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter(Boolean);
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? ['', pair] : [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}
