import type { SiteCookie } from '../cookies.ts';
import { createPrng } from '../prng.ts';
import { buildSecret } from './catalog/ids.ts';
import type { Channel } from './catalog/model.ts';

/** Somebody who can be logged in. */
export interface Account {
  id: 'owner' | 'viewer';
  name: string;
  email: string;
  /** The channel this account speaks as; null for an account that never made one. */
  channel: Channel | null;
  /** X-Goog-AuthUser, SESSION_INDEX. */
  sessionIndex: number;
  /** USER_SESSION_ID and the second half of the datasync id. */
  userSessionId: string;
  cookies: SiteCookie[];
}

/** The cookies that only a logged-in browser has, with whether scripts may read them. */
const cookieShapes: readonly { name: string; length: number; prefix?: string; httpOnly?: boolean }[] = [
  { name: 'SID', length: 60, prefix: 'g.a000' },
  { name: 'HSID', length: 17, httpOnly: true },
  { name: 'SSID', length: 17, httpOnly: true },
  { name: 'APISID', length: 34 },
  { name: 'SAPISID', length: 34 },
  { name: '__Secure-1PAPISID', length: 34 },
  { name: '__Secure-3PAPISID', length: 34 },
  { name: '__Secure-1PSID', length: 60, prefix: 'g.a000', httpOnly: true },
  { name: '__Secure-3PSID', length: 60, prefix: 'g.a000', httpOnly: true },
  { name: '__Secure-1PSIDTS', length: 60, prefix: 'sidts-', httpOnly: true },
  { name: '__Secure-3PSIDTS', length: 60, prefix: 'sidts-', httpOnly: true },
  { name: 'LOGIN_INFO', length: 120, prefix: 'AFmmF2sw', httpOnly: true },
];

/** SAPISID and its two variants are one secret, as on the real site. */
const sharedSecrets = new Set(['SAPISID', '__Secure-1PAPISID', '__Secure-3PAPISID']);

/** 2030-01-01: far enough for every test. */
const expires = 1_893_456_000;

export function buildAccounts(seed: number, owner: Channel): Account[] {
  return [
    buildAccount(seed, { id: 'owner', name: owner.title, email: 'nadia@example.com', channel: owner }),
    buildAccount(seed, { id: 'viewer', name: 'Some Viewer', email: 'viewer@example.com', channel: null }),
  ];
}

/** The cookies a browser or a program needs to be this account. They depend on the seed alone. */
export function buildAccountCookies(seed: number, accountId: Account['id']): SiteCookie[] {
  const loginCookies = cookieShapes.map(({ name, length, prefix = '', httpOnly = false }) => {
    const secret = sharedSecrets.has(name) ? 'SAPISID' : name;
    const value = prefix + buildSecret(seed, `${accountId}/${secret}`, length);
    return {
      name,
      value,
      domain: '.youtube.com',
      path: '/',
      secure: name !== 'SID' && name !== 'HSID' && name !== 'APISID',
      httpOnly,
      expires,
    };
  });
  const plain = (name: string, value: string, httpOnly = false) => ({
    name,
    value,
    domain: '.youtube.com',
    path: '/',
    secure: true,
    httpOnly,
    expires,
  });
  return [
    ...loginCookies,
    plain('SOCS', 'CAISNQgDEitib3FfaWRlbnRpdHlmcm9udGVuZHVpc2VydmVyXzIwMjYxMDE1LjA4X3AwGgJlbiACGgYIgJnPuAY'),
    plain('VISITOR_INFO1_LIVE', buildSecret(seed, `${accountId}/visitor`, 11), true),
    plain('YSC', buildSecret(seed, `${accountId}/ysc`, 11), true),
    plain('PREF', 'tz=Europe.Berlin&f7=100'),
  ];
}

function buildAccount(seed: number, who: Pick<Account, 'id' | 'name' | 'email' | 'channel'>): Account {
  const userSessionId = `1${createPrng(seed, `session/${who.id}`).text(20, '0123456789')}`;
  return { ...who, sessionIndex: 0, userSessionId, cookies: buildAccountCookies(seed, who.id) };
}
