import { describe, expect, it } from 'vitest';
import { toNetscapeCookies } from '../cookies.ts';
import type { SiteRequest } from '../site.ts';
import { buildAccountCookies, buildAccounts } from './accounts.ts';
import { buildSidHash, readApiViewer, readPageViewer } from './auth.ts';
import { buildOwnerChannel } from './catalog/channels.ts';

const accounts = buildAccounts(3, buildOwnerChannel(3));
const cookies = buildAccountCookies(3, 'owner');
const secret = cookies.find(({ name }) => name === 'SAPISID')?.value ?? '';
const origin = 'https://www.youtube.com';
const nowMs = 1_790_000_000_000;
const timestampSec = nowMs / 1000;

function toRequest(headers: Record<string, string>, without: string[] = []): SiteRequest {
  const kept = cookies.filter(({ name }) => !without.includes(name));
  return {
    method: 'POST',
    url: new URL(`${origin}/youtubei/v1/browse`),
    headers: { 'x-origin': origin, ...headers },
    cookies: new Map(kept.map(({ name, value }) => [name, value])),
    body: Buffer.alloc(0),
  };
}

const plain = `SAPISIDHASH ${timestampSec}_${buildSidHash({ timestampSec, secret, origin })}`;
const userSessionId = accounts[0]?.userSessionId;
const withSession = `${timestampSec}_${buildSidHash({ timestampSec, secret, origin, userSessionId })}_u`;

describe('being logged in', () => {
  it('hashes the time, the secret and the origin with SHA-1', () => {
    expect(buildSidHash({ timestampSec: 1, secret: 'abc', origin })).toBe(
      '76945995212dc850298a9feccea18a02639c6f64',
    );
  });

  it('needs cookies and a proof for a call', () => {
    expect(readApiViewer(toRequest({ authorization: plain }), accounts, nowMs)?.id).toBe('owner');
    expect(readApiViewer(toRequest({}), accounts, nowMs)).toBeNull();
  });

  it('accepts the three schemes together and the form that covers the session id', () => {
    const all = ['SAPISIDHASH', 'SAPISID1PHASH', 'SAPISID3PHASH']
      .map((scheme) => `${scheme} ${withSession}`)
      .join(' ');
    expect(
      readApiViewer(toRequest({ authorization: all, 'x-goog-authuser': '0' }), accounts, nowMs)?.id,
    ).toBe('owner');
  });

  it.each([
    ['a wrong hash', { authorization: `SAPISIDHASH ${timestampSec}_${'0'.repeat(40)}` }],
    [
      'one wrong hash among good ones',
      { authorization: `${plain} SAPISID1PHASH ${timestampSec}_${'0'.repeat(40)}` },
    ],
    ['a hash for another origin', { authorization: plain, 'x-origin': 'https://evil.example' }],
    ['a hash of another year', { authorization: plain.replace(String(timestampSec), '1700000000') }],
    ['another account of the browser', { authorization: plain, 'x-goog-authuser': '1' }],
    ['the session form without the session id', { authorization: `${plain}_u` }],
  ])('takes %s for logged out', (_, headers) => {
    expect(readApiViewer(toRequest(headers), accounts, nowMs)).toBeNull();
  });

  it('falls back to the third-party cookie where SAPISID is missing', () => {
    const request = toRequest({ authorization: plain }, ['SAPISID']);
    expect(readApiViewer(request, accounts, nowMs)?.id).toBe('owner');
  });

  it('needs LOGIN_INFO and a session id for a page', () => {
    expect(readPageViewer(toRequest({}), accounts)?.id).toBe('owner');
    expect(readPageViewer(toRequest({}, ['LOGIN_INFO']), accounts)).toBeNull();
    expect(readPageViewer(toRequest({}, ['SID', '__Secure-1PSID', '__Secure-3PSID']), accounts)).toBeNull();
  });
});

describe('a cookies.txt file', () => {
  it('has seven fields a line and marks what scripts may not read', () => {
    const lines = toNetscapeCookies(cookies)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('# '));
    expect(lines).toHaveLength(cookies.length);
    expect(lines.every((line) => line.split('\t').length === 7)).toBe(true);
    expect(lines.find((line) => line.includes('LOGIN_INFO'))).toMatch(
      /^#HttpOnly_\.youtube\.com\tTRUE\t\/\tTRUE\t/,
    );
  });
});
