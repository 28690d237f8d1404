import type { SiteCookie } from '../cookies.ts';
import type { SiteRequest } from '../site.ts';
import { buildSecret } from './catalog/ids.ts';
import type { User } from './catalog/model.ts';
import type { World } from './catalog/world.ts';

/** The cookies of a logged-in browser, with whether scripts may read them. */
const cookieShapes: readonly { name: string; length: number; httpOnly?: boolean }[] = [
  { name: 'sessionid', length: 32, httpOnly: true },
  { name: 'sessionid_ss', length: 32, httpOnly: true },
  { name: 'sid_tt', length: 32, httpOnly: true },
  { name: 'sid_guard', length: 48, httpOnly: true },
  { name: 'uid_tt', length: 64, httpOnly: true },
  { name: 'odin_tt', length: 96, httpOnly: true },
  { name: 'ttwid', length: 80, httpOnly: true },
  { name: 'tt_csrf_token', length: 36, httpOnly: true },
  { name: 'tt_chain_token', length: 22, httpOnly: true },
];

/** The four names of the session are one secret, as on the real site. */
const sessionNames = new Set(['sessionid', 'sessionid_ss', 'sid_tt']);

/** 2030-01-01: far enough for every test. */
const expires = 1_893_456_000;

/** What a browser or a program needs to be this account. It depends on the seed alone. */
export function buildUserCookies(seed: number, user: User): SiteCookie[] {
  return cookieShapes.map(({ name, length, httpOnly = false }) => {
    const secret = sessionNames.has(name) ? 'session' : name;
    const value = buildSecret(seed, `${user.uniqueId}/${secret}`, length);
    return { name, value, domain: '.tiktok.com', path: '/', secure: true, httpOnly, expires };
  });
}

/** Who asks; null is logged out. */
export function readViewer(request: SiteRequest, world: World): User | null {
  const session = request.cookies.get('sessionid');
  return (
    [world.owner, world.viewer].find(
      (user) => session === buildSecret(world.seed, `${user.uniqueId}/session`, 32),
    ) ?? null
  );
}
