import { createHash, timingSafeEqual } from 'node:crypto';
import type { SiteRequest } from '../site.ts';
import type { Account } from './accounts.ts';

/** Who a request is answered as; null is logged out. */
export type Viewer = Account | null;

/** A hash is good for a day, either way. */
const skewSec = 86_400;

/** For pages, cookies are enough: LOGIN_INFO, a session id and one of the SAPISID cookies of the same account. */
export function readPageViewer(request: SiteRequest, accounts: readonly Account[]): Viewer {
  const account = accounts.find((candidate) => hasCookie(request, candidate, 'LOGIN_INFO'));
  if (!account) return null;
  const hasSession = ['SID', '__Secure-1PSID', '__Secure-3PSID'].some((name) =>
    hasCookie(request, account, name),
  );
  return hasSession && readApiSecret(request, account) !== null ? account : null;
}

/** For API calls the Authorization header must prove knowledge of the cookie and name the right account. */
export function readApiViewer(request: SiteRequest, accounts: readonly Account[], nowMs: number): Viewer {
  const account = readPageViewer(request, accounts);
  if (!account) return null;
  const authUser = request.headers['x-goog-authuser'];
  if (authUser !== undefined && authUser !== String(account.sessionIndex)) return null;
  const origin = request.headers['x-origin'] ?? request.headers.origin ?? '';
  if (!/^https:\/\/([\w-]+\.)?youtube\.com$/.test(origin)) return null;
  const secret = readApiSecret(request, account) ?? '';
  const proofs = parseAuthorization(request.headers.authorization ?? '');
  const good =
    proofs.length > 0 && proofs.every((proof) => isProven(proof, { account, secret, origin, nowMs }));
  return good ? account : null;
}

/** One `SCHEME timestamp_hash[_parts]` of an Authorization header; the real page sends up to three. */
export interface SidProof {
  scheme: string;
  timestampSec: number;
  hash: string;
  /** `u` when the hash also covers the user's session id. */
  parts: string;
}

function parseAuthorization(header: string): SidProof[] {
  const matches = header.matchAll(/(SAPISID(?:1P|3P)?HASH) (\d+)_([0-9a-f]{40})(?:_(\w+))?/g);
  return [...matches].map(([, scheme = '', timestamp = '', hash = '', parts = '']) => ({
    scheme,
    timestampSec: Number(timestamp),
    hash,
    parts,
  }));
}

export interface SidHashInput {
  timestampSec: number;
  secret: string;
  origin: string;
  userSessionId?: string | undefined;
}

/** The hash as the page computes it: sha1 of `[session id ]timestamp secret origin`. */
export function buildSidHash(known: SidHashInput): string {
  const first = known.userSessionId === undefined ? [] : [known.userSessionId];
  const words = [...first, String(known.timestampSec), known.secret, known.origin];
  return createHash('sha1').update(words.join(' ')).digest('hex');
}

function isProven(
  proof: SidProof,
  known: { account: Account; secret: string; origin: string; nowMs: number },
): boolean {
  if (Math.abs(known.nowMs / 1000 - proof.timestampSec) > skewSec) return false;
  if (proof.parts !== '' && proof.parts !== 'u') return false;
  const userSessionId = proof.parts === 'u' ? known.account.userSessionId : undefined;
  const expected = buildSidHash({ ...known, timestampSec: proof.timestampSec, userSessionId });
  return timingSafeEqual(Buffer.from(expected), Buffer.from(proof.hash));
}

/** SAPISID, or one of the variants where it is missing; all three hold the same secret. */
function readApiSecret(request: SiteRequest, account: Account): string | null {
  const name = ['SAPISID', '__Secure-3PAPISID', '__Secure-1PAPISID'].find((each) =>
    hasCookie(request, account, each),
  );
  return name === undefined ? null : (request.cookies.get(name) ?? null);
}

function hasCookie(request: SiteRequest, account: Account, name: string): boolean {
  const cookie = account.cookies.find((each) => each.name === name);
  return cookie !== undefined && request.cookies.get(name) === cookie.value;
}
