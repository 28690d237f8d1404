import { createHash } from 'node:crypto';

/** Pages that come instead of the one that was asked for. */

/** Cookie by which a browser says that it has solved the riddle. */
const challengeCookie = '_wafchallengeid';

/**
 * The riddle for clients that are no browsers: the number whose digest with a known beginning is known. A browser's script
 * solves it, sets the cookie and loads the page again.
 */
export function toChallengePage(): string {
  const beginning = 'testbed';
  const digest = createHash('sha256').update(`${beginning}4711`).digest('base64');
  const riddle = {
    v: { a: Buffer.from(beginning).toString('base64'), b: 'sha256', c: digest },
    s: 'testbed',
  };
  const encoded = Buffer.from(JSON.stringify(riddle)).toString('base64').replaceAll('=', '');
  return `<!DOCTYPE html><html><head><title>Please wait...</title></head><body><p id="cs" class="${encoded}">Please wait...</p><p id="wci" class="${challengeCookie}"></p><p id="rci" class="waforiginalreid"></p><p id="rs" class="testbed"></p></body></html>`;
}

/** The slider for people: nothing else is on the page. */
export function toCaptchaPage(): string {
  return '<!DOCTYPE html><html lang="en"><head><title>TikTok - Make Your Day</title></head><body><div id="tiktok-verify-ele"><div class="captcha_verify_container" id="captcha-verify-container-main-page"><div class="captcha_verify_bar">Drag the slider to fit the puzzle</div><img id="captcha-verify-image" alt=""><button id="captcha_close_button">Close</button></div></div></body></html>';
}
