/** Looks on while the page uses XMLHttpRequest. */
import type { Onlooker } from './wrap-fetch.ts';

interface Opened {
  method: string;
  url: URL | null;
}

function readBody(request: XMLHttpRequest): string | null {
  switch (request.responseType) {
    case '':
    case 'text':
      return request.responseText;
    case 'json':
      return JSON.stringify(request.response);
    case 'arraybuffer':
      return request.response instanceof ArrayBuffer ? new TextDecoder().decode(request.response) : null;
    default:
      return null;
  }
}

/** Replaces `open` and `send` until the returned function is called. */
export function wrapRequests(
  page: Pick<typeof globalThis, 'XMLHttpRequest'> & { location: { origin: string } },
  { isWanted, report }: Onlooker,
): () => void {
  const prototype = page.XMLHttpRequest.prototype;
  const { open, send } = prototype;
  const { addEventListener } = prototype;
  const opened = new WeakMap<XMLHttpRequest, Opened>();
  let isArmed = true;

  const wrappedOpen = new Proxy(open, {
    apply(target, self: XMLHttpRequest, args: [string, string | URL]) {
      const [method, url] = args;
      if (isArmed)
        opened.set(self, {
          method: String(method).toUpperCase(),
          url: URL.parse(String(url), page.location.origin),
        });
      return Reflect.apply(target, self, args);
    },
  });
  const wrappedSend = new Proxy(send, {
    apply(target, self: XMLHttpRequest, args: [unknown?]) {
      const known = opened.get(self);
      const url = known?.url;
      if (isArmed && known && url && isWanted(url)) {
        const requestBody =
          typeof args[0] === 'string' || args[0] instanceof URLSearchParams ? String(args[0]) : null;
        const look = (): void => {
          if (self.status > 0)
            report({ url, method: known.method, requestBody, status: self.status, body: readBody(self) });
        };
        Reflect.apply(addEventListener, self, ['loadend', look, { once: true }]);
      }
      return Reflect.apply(target, self, args);
    },
  });
  prototype.open = wrappedOpen;
  prototype.send = wrappedSend;
  return () => {
    isArmed = false;
    if (prototype.open === wrappedOpen) prototype.open = open;
    if (prototype.send === wrappedSend) prototype.send = send;
  };
}
