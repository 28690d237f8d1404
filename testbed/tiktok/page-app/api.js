/** The data the page came with, and the calls it makes after that. */
const scopes = JSON.parse(
  document.querySelector('#__UNIVERSAL_DATA_FOR_REHYDRATION__').textContent,
).__DEFAULT_SCOPE__;

export const me = scopes['webapp.app-context'].user ?? null;

/** A scope of the address the page was loaded from; nothing once the page has moved on. */
let isFirst = true;
export function takeScope(name) {
  return isFirst ? scopes[name] : undefined;
}
export function forgetScopes() {
  isFirst = false;
}

/** What the page says of itself in every call. */
function buildCommon() {
  return {
    WebIdLastTime: scopes['webapp.app-context'].webIdCreatedTime,
    aid: '1988',
    app_language: 'en',
    app_name: 'tiktok_web',
    browser_language: navigator.language,
    browser_name: 'Mozilla',
    browser_online: 'true',
    browser_platform: navigator.platform,
    channel: 'tiktok_web',
    cookie_enabled: 'true',
    device_id: scopes['webapp.app-context'].wid,
    device_platform: 'web_pc',
    focus_state: String(document.hasFocus()),
    from_page: 'user',
    history_len: String(history.length),
    is_page_visible: String(document.visibilityState === 'visible'),
    os: 'linux',
    region: 'NL',
    screen_height: String(screen.height),
    screen_width: String(screen.width),
    tz_name: 'Europe/Amsterdam',
    user_is_login: String(me !== null),
    webcast_language: 'en',
  };
}

/** Asks; null where the answer is empty or no JSON, as happens. */
export async function call(path, parameters) {
  const query = new URLSearchParams({ ...buildCommon(), ...parameters });
  const response = await window.fetch(`https://www.tiktok.com/api/${path}/?${query}`, {
    credentials: 'include',
  });
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
