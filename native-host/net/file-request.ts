/** Asks for a file or a part of it, through redirects that are each checked like the first address. */
import { AppError } from '../../shared/app-error.ts';
import { type AskedPart, type FileAnswer, readAnswerHead, toStatusError } from '../../shared/net/answer.ts';
import type { LineRequests } from '../../shared/net/open-line.ts';
import type { FileBody } from '../../shared/net/transfer.ts';
import { type Client, toNetworkError } from './client.ts';
import type { Answer } from './http-connection.ts';
import { buildHeaders, type Credentials } from './request-headers.ts';

const maxRedirects = 5;
const redirects = [301, 302, 303, 307, 308];

/** Where a file is and how it is asked for. */
export interface FileSource {
  address: string;
  /** Which addresses are acceptable, at every hop. Throws `input.url_refused` or `net.private_address`. */
  parse(text: string): URL;
  credentials: Credentials;
  client: Client;
  timeoutMs: number;
}

const toRangeHeaders = (part: AskedPart | null): Record<string, string> =>
  part ? { range: `bytes=${part.from}-${part.to - 1}`, 'if-range': part.validator } : {};

/** Follows redirects; settles with the last answer and where it came from. */
async function follow(
  start: URL,
  part: AskedPart | null,
  { source, first, signal }: { source: FileSource; first: URL; signal: AbortSignal },
): Promise<{ url: URL; response: Answer }> {
  let url = start;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const headers = {
      ...buildHeaders(source.credentials, { url, first, nowMs: Date.now() }),
      ...toRangeHeaders(part),
    };
    const response = await source.client.get(url, { headers, signal, timeoutMs: source.timeoutMs });
    const { location } = response.headers;
    if (!redirects.includes(response.status) || !location) return { url, response };
    response.discard();
    url = source.parse(URL.parse(location, url.href)?.href ?? '');
  }
  throw new AppError('net.http', 'The server redirects in circles.', { retryable: false });
}

function toBody(answer: FileAnswer, response: Answer): FileBody {
  let isClosed = false;
  return {
    ...answer,
    async read() {
      try {
        return await response.read();
      } catch (error) {
        throw toNetworkError(error);
      }
    },
    close(reason) {
      if (isClosed) return;
      isClosed = true;
      if (reason) response.destroy(reason);
      else response.discard();
    },
  };
}

/** Where nothing marks the end, one that came too early looks like any other. */
function refuseEndless({ totalBytes }: FileAnswer, { headers }: Answer): void {
  if (totalBytes === null && headers['transfer-encoding'] !== 'chunked')
    throw new AppError('media.incomplete', 'The server does not say how long the file is.', {
      retryable: false,
    });
}

const isGone = (error: unknown): boolean =>
  error instanceof AppError && ['media.expired', 'platform.not_found'].includes(error.code);

/** Remembers where redirects have led; when that place is gone it asks anew from the start. */
export function createFileRequests(source: FileSource): LineRequests<AbortSignal> {
  const first = source.parse(source.address);
  let known = first;
  const ask = async (start: URL, part: AskedPart | null, signal: AbortSignal): Promise<FileBody> => {
    const { url, response } = await follow(start, part, { source, first, signal });
    try {
      const refusal = toStatusError(response, Date.now());
      if (refusal) throw refusal;
      const answer = readAnswerHead(response, part);
      refuseEndless(answer, response);
      known = url;
      return toBody(answer, response);
    } catch (error) {
      response.discard();
      throw error;
    }
  };
  const askAnew = async (part: AskedPart | null, signal: AbortSignal): Promise<FileBody> => {
    try {
      return await ask(known, part, signal);
    } catch (error) {
      if (known === first || !isGone(error)) throw error;
      known = first;
      return ask(first, part, signal);
    }
  };
  return {
    // The whole: parts are asked for when something of the file is known.
    askFirst: (_upTo, signal) => askAnew(null, signal),
    askPart: askAnew,
  };
}
