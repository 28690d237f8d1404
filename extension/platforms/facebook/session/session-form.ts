/**
 * What each request of a page carries beside its question: whose it is, and the page's own secrets. They are read only
 * to hand them back to the site in the same page, and go nowhere else.
 */
import { toObject, toText } from '../../../core/json.ts';
import { readModule } from '../documents/html.ts';
import { seek } from '../documents/seek.ts';

/** The fields of a form, and whose session it is. */
export interface SessionForm {
  /** The account, or the page it acts as; null when nobody is logged in. */
  personaId: string | null;
  /** The account itself, where the page says so. */
  accountId: string | null;
  fields: Record<string, string>;
}

/** Reads the form from a page's HTML; null when the page is none of the site's app. */
export function readSessionForm(html: string): SessionForm | null {
  const user = readModule(html, 'CurrentUserInitialData');
  const lsd = toText(seek(readModule(html, 'LSD'), 'token'));
  const userId = toText(seek(user, 'USER_ID'));
  if (lsd === null || userId === null) return null;
  const dtsg = readToken(html);
  const fields = {
    av: userId,
    __user: userId,
    __a: '1',
    ...readRelease(html),
    __comet_req: '15',
    ...(dtsg !== null && { fb_dtsg: dtsg }),
    // Strangers have one token only.
    jazoest: toChecksum(dtsg ?? lsd),
    lsd,
  };
  const accountId = toText(seek(user, 'ACCOUNT_ID'));
  return { personaId: toId(userId), accountId: toId(accountId), fields };
}

/** Nobody is number 0. */
const toId = (id: string | null): string | null => (id === '0' ? null : id);

/** A request of the page has the same fields, and some that only its script knows; those of its question are left out. */
export function toSessionForm(body: URLSearchParams): SessionForm | null {
  const userId = body.get('av') ?? body.get('__user');
  if (userId === null || !body.has('lsd')) return null;
  const ofQuestion = /^(fb_api_|variables$|doc_id$|server_timestamps$|route_url|routing_|__req$)/;
  const fields = Object.fromEntries([...body].filter(([name]) => !ofQuestion.test(name)));
  return { personaId: toId(userId), accountId: null, fields };
}

function readToken(html: string): string | null {
  const stated = ['DTSGInitialData', 'DTSGInitData'].map((name) =>
    toText(seek(readModule(html, name), 'token')),
  );
  return stated.find(Boolean) ?? null;
}

/** Which release of the site the page is. */
function readRelease(html: string): Record<string, string> {
  const site = toObject(readModule(html, 'SiteData'));
  const values = {
    __hs: site?.haste_session,
    __rev: site?.client_revision,
    __hsi: site?.hsi,
    __spin_r: site?.__spin_r,
    __spin_b: site?.__spin_b,
    __spin_t: site?.__spin_t,
  };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, String(value)]),
  );
}

/** The sum that the page's script makes of its token (`SprinkleConfig`, version 2). */
function toChecksum(token: string): string {
  return `2${[...token].reduce((sum, character) => sum + character.charCodeAt(0), 0)}`;
}
