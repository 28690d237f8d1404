import { escapeHtml } from '../../html-text.ts';

/** Pages that come instead of the one that was asked for. */

/** The login, for who has to be somebody to see a page. */
export function toLoginPage(lsd: string, next: string): string {
  const target = escapeHtml(next);
  return `<!DOCTYPE html>\n<html lang="en" id="facebook" class="no_js"><head><meta charset="utf-8" /><title>Log into Facebook</title><meta property="og:site_name" content="Facebook" /><meta property="og:url" content="${target}" /></head><body class="UIPage_LoggedOut" dir="ltr"><div id="globalContainer"><div id="content" role="main"><div class="_585r _50f4">You must log in to continue.</div><div id="header_block"><span><div>Log Into Facebook</div></span></div><div class="login_form_container"><form id="login_form" action="/login/device-based/regular/login/?next=${target}" method="post"><input type="hidden" name="jazoest" value="2947" /><input type="hidden" name="lsd" value="${lsd}" /><div>You must log in to continue.</div><input type="text" name="email" id="email" placeholder="Email or phone number" /><input type="password" name="pass" id="pass" placeholder="Password" /><button value="1" id="loginbutton" name="login" type="submit">Log In</button></form></div></div></div><script>requireLazy=function(){};</script><script type="application/json" data-sjs>{"require":[["ScheduledServerJS","handle",null,[{"__bbox":{"define":[["CurrentUserInitialData",[],{"ACCOUNT_ID":"0","USER_ID":"0","NAME":"","SHORT_NAME":null},270]]}}]]]}</script></body></html>`;
}

/** The account is stopped until its owner has done something. */
export function toCheckpointPage(): string {
  return '<!DOCTYPE html>\n<html lang="en" id="facebook"><head><meta charset="utf-8" /><title>Facebook</title></head><body><div role="main"><h2>We suspect automated behavior on your account</h2><p>To prevent your account from being temporarily restricted or permanently disabled, confirm that you’ll follow our Terms of Service.</p><div role="button" aria-label="Dismiss" tabindex="0">Dismiss</div></div></body></html>';
}

/** Where a checkpoint is. */
export const checkpointUrl =
  'https://www.facebook.com/checkpoint/1501092823525282/?next=https%3A%2F%2Fwww.facebook.com%2F';
