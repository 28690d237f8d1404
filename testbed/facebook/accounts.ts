import type { SiteCookie } from '../cookies.ts';
import type { SiteRequest } from '../site.ts';
import { buildSecret } from './catalog/ids.ts';
import type { Actor } from './catalog/model.ts';
import type { World } from './catalog/world.ts';

/** 2030-01-01: far enough for every test. */
const expires = 1_893_456_000;

/** What a browser or a program needs to be this account. It depends on the seed alone. */
export function buildActorCookies(seed: number, actor: Actor): SiteCookie[] {
  const cookie = (name: string, value: string, httpOnly = true) => ({
    name,
    value,
    domain: '.facebook.com',
    path: '/',
    secure: true,
    httpOnly,
    expires,
  });
  return [
    cookie('c_user', actor.id, false),
    cookie('xs', toSession(seed, actor)),
    cookie('fr', buildSecret(seed, `${actor.id}/fr`, 48)),
    cookie('datr', buildSecret(seed, `${actor.id}/datr`, 24)),
    cookie('sb', buildSecret(seed, `${actor.id}/sb`, 24)),
  ];
}

/** Who asks; null is logged out. */
export function readViewer({ cookies }: SiteRequest, world: World): Actor | null {
  return (
    [world.owner, world.friend].find(
      (actor) => cookies.get('c_user') === actor.id && cookies.get('xs') === toSession(world.seed, actor),
    ) ?? null
  );
}

/** The secrets in a page that its calls carry. */
export interface PageTokens {
  /** Empty for who is logged out. */
  dtsg: string;
  lsd: string;
}

/** Tokens are bound to the account. */
export function toTokens(seed: number, viewer: Actor | null): PageTokens {
  return {
    dtsg: viewer ? `NAcM${buildSecret(seed, `${viewer.id}/dtsg`, 60)}:24:1790000000` : '',
    lsd: buildSecret(seed, `${viewer?.id ?? 'nobody'}/lsd`, 22),
  };
}

/** The checksum that the page's script makes of the token. */
export function toJazoest(dtsg: string): string {
  return `2${[...dtsg].reduce((sum, character) => sum + character.charCodeAt(0), 0)}`;
}

function toSession(seed: number, actor: Actor): string {
  return `24%3A${buildSecret(seed, `${actor.id}/xs`, 14)}%3A2%3A1790000000%3A-1%3A-1`;
}
