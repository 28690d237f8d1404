/** What a file holds: a page, a recorded exchange, or the many pages of a HAR. */
import { z } from 'zod';
import type { StoredPage } from '../../extension/platforms/platform.ts';

const exchangeSchema = z.object({
  request: z.object({
    url: z.string(),
    /** The request's body as signed bytes, or as text. */
    dataToSend: z.union([z.array(z.number()), z.string(), z.null()]).optional(),
  }),
  response: z.object({ responseBody: z.string(), responseCode: z.number().optional() }),
});

const harSchema = z.object({
  log: z.object({
    entries: z.array(
      z.object({
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
      }),
    ),
  }),
});

type HarEntry = z.infer<typeof harSchema>['log']['entries'][number];

/** Splits the text of a file into the pages it holds; a file that is neither exchange nor HAR is one page. */
export function toStoredPages(text: string): StoredPage[] {
  const json = parseJson(text);
  const har = harSchema.safeParse(json);
  if (har.success) return har.data.log.entries.flatMap((entry) => fromHarEntry(entry) ?? []);
  const exchange = exchangeSchema.safeParse(json);
  if (!exchange.success) return [{ url: null, status: null, body: text }];
  const { request, response } = exchange.data;
  return [
    {
      url: request.url,
      status: response.responseCode ?? null,
      body: response.responseBody,
      requestBody: toRequestBody(request.dataToSend ?? null),
    },
  ];
}

function parseJson(text: string): unknown {
  if (!/^\s*\{\s*"(log|request|response|httpMethod)/.test(text.slice(0, 1000))) return null;
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
function fromHarEntry(entry: HarEntry): StoredPage | null {
  const { content, status } = entry.response;
  if (!content.text || !/(html|json|xml)/i.test(content.mimeType ?? '')) return null;
  const body =
    content.encoding === 'base64' ? Buffer.from(content.text, 'base64').toString('utf8') : content.text;
  return { url: entry.request.url, status, body, requestBody: entry.request.postData?.text ?? null };
}
