/** What a file holds: a page, a recorded exchange, or the many pages of a HAR. */
import { z } from 'zod';
import type { StoredPage } from '../../extension/platforms/platform.ts';

const exchangeSchema = z.object({
  request: z.object({
    url: z.string(),
    /** The request's body as signed bytes, or as text. */
    dataToSend: z.union([z.array(z.number()), z.string(), z.null()]).optional(),
  }),
  response: z.object({
    /** The body as text; some recorders store JSON parsed, and nothing where there was no body. */
    responseBody: z.union([z.string(), z.looseObject({}), z.null()]),
    responseCode: z.number().nullish(),
  }),
});

const harSchema = z.object({ log: z.object({ entries: z.array(z.unknown()) }) });

/** Checked one by one: a browser also records requests that were blocked or never answered. */
const harEntrySchema = z.object({
  request: z.object({
    url: z.string(),
    postData: z.object({ text: z.string().optional() }).optional(),
  }),
  response: z.object({
    status: z.number(),
    content: z.object({
      mimeType: z.string().optional(),
      text: z.string().optional(),
      encoding: z.string().optional(),
    }),
  }),
});

/** Splits the text of a file into the pages it holds; a file that is neither exchange nor HAR is one page. */
export function toStoredPages(text: string): StoredPage[] {
  const json = parseRecording(text);
  const har = harSchema.safeParse(json);
  if (har.success) return har.data.log.entries.flatMap((entry) => fromHarEntry(entry) ?? []);
  const exchange = exchangeSchema.safeParse(json);
  if (!exchange.success) return [{ url: null, status: null, body: text }];
  const { request, response } = exchange.data;
  const { responseBody: body } = response;
  return [
    {
      url: request.url,
      status: response.responseCode ?? null,
      body: typeof body === 'object' ? JSON.stringify(body ?? '') : body,
      requestBody: toRequestBody(request.dataToSend ?? null),
    },
  ];
}

/** The JSON of what looks like a recording; a page's own JSON is not parsed twice. */
function parseRecording(text: string): unknown {
  const isCandidate =
    /^\s*\{/.test(text.slice(0, 1000)) && (text.includes('"responseBody"') || text.includes('"entries"'));
  if (!isCandidate) return null;
  try {
    return JSON.parse(text);
  } catch {
    // Looked like a recording and is none: it is read as a page, which reports it.
    return null;
  }
}

function toRequestBody(sent: string | number[] | null): string | null {
  return Array.isArray(sent) ? Buffer.from(sent).toString('utf8') : sent;
}

/** Pages and API answers only: pictures, scripts and beacons of a recording are no pages. */
function fromHarEntry(value: unknown): StoredPage | null {
  const entry = harEntrySchema.safeParse(value);
  if (!entry.success) return null;
  const { request, response } = entry.data;
  const { content, status } = response;
  const text = content.text ?? '';
  // Data behind a line against being run as a script may be called a script.
  const isPage =
    /^(text|application)\/([\w.-]+\+)?(x?html|json|xml)\b/i.test(content.mimeType ?? '') ||
    text.startsWith('for (;;);');
  if (!isPage || !(text || status >= 400)) return null;
  const body = content.encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text;
  return { url: request.url, status, body, requestBody: request.postData?.text ?? null };
}
