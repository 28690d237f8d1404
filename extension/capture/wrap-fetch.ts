/** Looks on while the page fetches, without coming between the page and its answer. */
import { readBoundedText } from '../core/read-bounded-text.ts';

/** An answer the page got. */
export interface SeenResponse {
  url: URL;
  method: string;
  requestBody: string | null;
  status: number;
  body: string | null;
}

/** Who looks on. `isWanted` is asked before a body is copied. */
export interface Onlooker {
  isWanted(url: URL): boolean;
  report(response: SeenResponse): void;
}

/** Of a longer body no more is copied: it is reported without its text. */
interface BodyLimit {
  maxChars: number;
}

type FetchArguments = Parameters<typeof fetch>;

const toUrl = (input: FetchArguments[0], base: string): URL | null =>
  URL.parse(input instanceof Request ? input.url : String(input), base);

/** Bodies that are read once (streams, forms with files) are left to the page. */
function readRequestBody(body: unknown): string | null {
  if (typeof body === 'string') return body;
  return body instanceof URLSearchParams ? body.toString() : null;
}

/** Replaces `page.fetch` until the returned function is called. */
export function wrapFetch(
  page: Pick<typeof globalThis, 'fetch'> & { location: { origin: string } },
  { isWanted, report, maxChars }: Onlooker & BodyLimit,
): () => void {
  const original = page.fetch;
  const { then } = Promise.prototype;
  let isArmed = true;

  const look = async (response: Response, seen: Omit<SeenResponse, 'status' | 'body'>): Promise<void> => {
    // Copied before the page gets hold of it, so that whoever reads first takes nothing from the other.
    const copy = response.bodyUsed ? null : response.clone();
    const body = copy && (await readBoundedText(copy, maxChars).catch(() => null));
    report({ ...seen, status: response.status, body });
  };

  const wrapped = new Proxy(original, {
    apply(target, self, args: FetchArguments) {
      const answer = Reflect.apply(target, self, args);
      const [input, init] = args;
      const url = isArmed ? toUrl(input, page.location.origin) : null;
      if (!url || !isWanted(url)) return answer;
      const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
      const requestBody = readRequestBody(init?.body);
      // The page gets the promise after ours: what is rejected stays unhandled exactly when the page does not handle it.
      const chain = answer instanceof Promise ? then : (answer as Promise<Response>).then;
      return Reflect.apply(chain, answer, [
        (response: Response) => {
          void look(response, { url, method, requestBody });
          return response;
        },
      ]);
    },
  });
  page.fetch = wrapped;
  return () => {
    isArmed = false;
    // A page that wrapped ours in turn keeps its own; ours then only passes on.
    if (page.fetch === wrapped) page.fetch = original;
  };
}
