import { escapeHtml } from '../../html-text.ts';

/** Pages that come instead of the one that was asked for. */
const style =
  '<style>body{font-family:Roboto,Arial,sans-serif;text-align:center}.box{border:1px solid #dadce0;border-radius:8px;margin:24px auto;max-width:520px;padding:24px}</style>';

/** Europe's question about cookies: no ytInitialData, two forms that post to consent.youtube.com. */
export function toConsentPage(continueUrl: string): string {
  const target = escapeHtml(continueUrl);
  const form = (set: string, label: string) =>
    `<form action="https://consent.youtube.com/save" method="POST" style="display:inline;"><input type="hidden" name="gl" value="DE"><input type="hidden" name="m" value="0"><input type="hidden" name="app" value="0"><input type="hidden" name="pc" value="yt"><input type="hidden" name="continue" value="${target}"><input type="hidden" name="x" value="6"><input type="hidden" name="bl" value="boq_identityfrontenduiserver_20261117.08_p0"><input type="hidden" name="hl" value="de"><input type="hidden" name="${set}" value="true"><input type="submit" value="${label}" class="button" aria-label="${label}"/></form>`;
  return `<!DOCTYPE html><html lang="de" dir="ltr"><head>${style}<title>Bevor Sie zu YouTube weitergehen</title><meta name="viewport" content="initial-scale=1, maximum-scale=5, width=device-width"></head><body><div class="signin"><a href="https://accounts.google.com/ServiceLogin?hl=de&amp;continue=${target}" class="button">Anmelden</a></div><div class="box"><h1>Bevor Sie zu YouTube weitergehen</h1><p>Wir verwenden Cookies und Daten.</p>${form('set_eom', 'Alle ablehnen')}${form('set_apyt', 'Alle akzeptieren')}</div></body></html>`;
}

/** What comes with status 429. */
export function toCaptchaPage(url: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd"><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><meta name="viewport" content="initial-scale=1"><title>${escapeHtml(url)}</title></head><body style="font-family: arial, sans-serif; background-color: #fff; color: #000; padding:20px; font-size:18px;"><div style="max-width:400px;"><hr noshade size="1"><br><form id="captcha-form" action="https://www.google.com/sorry/index" method="post"><div id="recaptcha" class="g-recaptcha" data-sitekey="testbed"></div><input type="hidden" name="continue" value="${escapeHtml(url)}"></form><hr noshade size="1"><div style="font-size:13px;"><b>About this page</b><br><br>Our systems have detected unusual traffic from your computer network. This page checks to see if it&#39;s really you sending the requests, and not a robot.<br><br>IP address: 203.0.113.77<br>URL: ${escapeHtml(url)}<br></div></div></body></html>`;
}

/** An address under which there is nothing: status 404. */
export function toNotFoundPage(): string {
  return `<!DOCTYPE html><html lang="en"><head>${style}<title>404 Not Found</title></head><body><p>This page isn't available. Sorry about that.</p><p>Try searching for something else.</p></body></html>`;
}
