/**
 * The tap: lives in the page's own world, asleep until an export arms it. Armed, it copies the answers to the page's own
 * requests that an order names; disarmed, the page has its original functions back.
 */
import { readBoundedText } from '../core/read-bounded-text.ts';
import type { TapCommand, TapMessage, TapOrder, TapQuestion } from './tap-protocol.ts';
import { type SeenResponse, wrapFetch } from './wrap-fetch.ts';
import { wrapRequests } from './wrap-requests.ts';

/** What the tap needs of a window. */
export type TapWindow = Pick<typeof globalThis, 'fetch' | 'XMLHttpRequest'> & {
  location: { origin: string };
};

const isOrdered = (order: TapOrder, url: URL, origin: string): boolean =>
  url.origin === origin && order.paths.some((path) => url.pathname.startsWith(path));

const cut = (order: TapOrder, text: string | null): string | null =>
  text !== null && text.length <= order.maxChars ? text : null;

const pickHeaders = ({ headers }: Response, names: string[]): Record<string, string> =>
  Object.fromEntries(
    names
      .map((name) => [name, headers.get(name)])
      .filter((entry): entry is [string, string] => entry[1] !== null),
  );

/** Takes orders from `port`. Everything the page may tamper with later is taken hold of now. */
export function createPageTap(page: TapWindow, port: MessagePort): void {
  const post = port.postMessage.bind(port);
  const send = (message: TapMessage): void => post(message);
  let order: TapOrder | null = null;
  let unwrap: (() => void)[] = [];

  const report = ({ url, body, ...seen }: SeenResponse): void => {
    if (order && isOrdered(order, url, page.location.origin))
      send({ type: 'response', nonce: order.nonce, url: url.href, ...seen, body: cut(order, body) });
  };
  const isWanted = (url: URL): boolean => order !== null && isOrdered(order, url, page.location.origin);

  const disarm = (): void => {
    for (const restore of unwrap) restore();
    unwrap = [];
    order = null;
  };

  const arm = (given: TapOrder): void => {
    disarm();
    order = given;
    if (given.copies)
      unwrap = [
        wrapFetch(page, { isWanted, report, maxChars: given.maxChars }),
        wrapRequests(page, { isWanted, report }),
      ];
  };

  const ask = async (given: TapOrder, question: TapQuestion): Promise<void> => {
    const { id, path, method, headers, body, wantedHeaders } = question;
    const { nonce } = given;
    try {
      const url = new URL(path, page.location.origin);
      if (!isOrdered(given, url, page.location.origin)) throw new TypeError('The address was not ordered.');
      const response = await page.fetch(url.href, { method, headers, body, credentials: 'include' });
      const text = await readBoundedText(response, given.maxChars);
      send({
        type: 'answer',
        nonce,
        id,
        url: response.url,
        status: response.status,
        headers: pickHeaders(response, wantedHeaders),
        body: text,
      });
    } catch (error) {
      send({ type: 'failed', nonce, id, message: String(error) });
    }
  };

  port.onmessage = ({ data }: MessageEvent<TapCommand>) => {
    if (data.type === 'arm') arm(data.order);
    if (data.type === 'disarm') disarm();
    if (data.type === 'ask' && order) void ask(order, data.question);
  };
}
