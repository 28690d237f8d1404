/* Wraps what the page sends calls with. Runs inside a function that knows `key` and `sign`. */
const readCookie = (name) =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? '';

/** A call's address with token and signature; every other address as it is, and so one that already has a signature. */
const addSignature = (address) => {
  const url = new URL(address, location.href);
  const isCall = url.host === location.host && url.pathname.startsWith('/api/');
  if (!isCall || url.searchParams.has('X-Bogus')) return address;
  const query = `${url.search === '' ? '' : `${url.search.slice(1)}&`}msToken=${readCookie('msToken')}`;
  return `${url.origin}${url.pathname}?${query}&X-Bogus=${sign(query, navigator.userAgent, key)}`;
};

const plainFetch = window.fetch;
window.fetch = function fetch(input, init) {
  if (!(input instanceof Request)) return plainFetch.call(window, addSignature(String(input)), init);
  const signed = addSignature(input.url);
  return plainFetch.call(window, signed === input.url ? input : new Request(signed, input), init);
};

const plainOpen = XMLHttpRequest.prototype.open;
XMLHttpRequest.prototype.open = function open(method, address, ...rest) {
  return plainOpen.call(this, method, addSignature(String(address)), ...rest);
};
