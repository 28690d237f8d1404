/** Calls the API as the page does: its own context, its session, and a proof of it. */
export async function callApi(path, body) {
  const request = new Request(`https://www.youtube.com/youtubei/v1/${path}?prettyPrint=false`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: await buildHeaders(),
    body: JSON.stringify({ context: ytcfg.get('INNERTUBE_CONTEXT'), ...body }),
  });
  const response = await window.fetch(request);
  return response.json();
}

async function buildHeaders() {
  const headers = {
    'content-type': 'application/json',
    'x-goog-visitor-id': ytcfg.get('VISITOR_DATA'),
    'x-youtube-client-name': String(ytcfg.get('INNERTUBE_CONTEXT_CLIENT_NAME')),
    'x-youtube-client-version': ytcfg.get('INNERTUBE_CLIENT_VERSION'),
    'x-youtube-bootstrap-logged-in': String(ytcfg.get('LOGGED_IN')),
  };
  if (!ytcfg.get('LOGGED_IN')) return headers;
  return {
    ...headers,
    'x-origin': location.origin,
    'x-goog-authuser': String(ytcfg.get('SESSION_INDEX')),
    authorization: await buildAuthorization(),
  };
}

async function buildAuthorization() {
  const secrets = [
    ['SAPISIDHASH', 'SAPISID'],
    ['SAPISID1PHASH', '__Secure-1PAPISID'],
    ['SAPISID3PHASH', '__Secure-3PAPISID'],
  ];
  const timestamp = Math.floor(Date.now() / 1000);
  const proofs = secrets.map(async ([scheme, name]) => {
    const words = [ytcfg.get('USER_SESSION_ID'), timestamp, readCookie(name), location.origin];
    return `${scheme} ${timestamp}_${await sha1(words.join(' '))}_u`;
  });
  return (await Promise.all(proofs)).join(' ');
}

function readCookie(name) {
  const pair = document.cookie.split('; ').find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) ?? '';
}

async function sha1(text) {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
