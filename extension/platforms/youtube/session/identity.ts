/** Who is logged in, as the page's settings and every answer say it. */

import { at, type Json, toText } from '../../../core/json.ts';
import type { Identity } from '../../../core/pages/identity.ts';

/** `<user>||`, or `<channel>||<user>` for who acts as the channel of a brand. */
function parseDatasyncId(text: string | null): Identity {
  const [first, second] = (text ?? '').split('||');
  if (!first) return 'unknown';
  return { account: second || first, persona: first };
}

/** From the page's settings (`ytcfg`), as they were when it was loaded. */
export function readPageIdentity(config: Json): Identity {
  return config.LOGGED_IN === false ? 'nobody' : parseDatasyncId(toText(config.DATASYNC_ID));
}

/** From an answer of the page's interface; error answers and some small ones do not say. */
export function readAnsweredIdentity(doc: Json): Identity {
  const context = at(doc, 'responseContext', 'mainAppWebResponseContext');
  if (at(context, 'loggedOut') === true) return 'nobody';
  return parseDatasyncId(toText(at(context, 'datasyncId')));
}
