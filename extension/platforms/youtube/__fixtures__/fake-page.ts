import { createHash } from 'node:crypto';
import type { PageAccess } from '../../platform.ts';
import { channelPage } from './list-pages.ts';
import { type Json, toHtml } from './page-parts.ts';

export interface Sent {
  endpoint: string;
  body: Json;
  headers: Record<string, string>;
}

/** What a fake server answers: a document, or a whole response. */
export type Answer = Json | Response;

export interface FakePage extends PageAccess {
  sent: Sent[];
}

export const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
export const cookie = 'PREF=x; SAPISID=secret/1; __Secure-1PAPISID=secret/1; __Secure-3PAPISID=secret/3';

interface FakeOptions {
  url?: string;
  html?: string;
  cookie?: string;
}

/** A page in a tab whose requests are answered by `answer`; everything that is sent is kept. */
export function createFakePage(answer: (sent: Sent) => Answer, options: FakeOptions = {}): FakePage {
  const sent: Sent[] = [];
  return {
    sent,
    url: () => new URL(options.url ?? 'https://www.youtube.com/feed/elsewhere'),
    html: () => options.html ?? toHtml(channelPage('featured', [])),
    cookie: () => options.cookie ?? cookie,
    tap: null,
    driver: null,
    requestUrls: () => [],
    nowMs: () => nowMs,
    fetch: async (input, init) => {
      const request = {
        endpoint: new URL(String(input)).pathname.replace('/youtubei/v1/', ''),
        body: JSON.parse(String(init?.body)) as Json,
        headers: init?.headers as Record<string, string>,
      };
      sent.push(request);
      const answered = answer(request);
      return answered instanceof Response ? answered : Response.json(answered);
    },
  };
}

export const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');
