/**
 * What screens use to talk to the background. The schemas are loaded on first use and not with the screen,
 * so that the popup is there before zod is.
 */
import { browser } from 'wxt/browser';
import type { z } from 'zod';
import { createUnexpected } from '../../shared/told-error.ts';
import { askBackground } from './ask-background.ts';
import { newsChannelName } from './news-channel.ts';
import type { BackgroundMessage, backgroundMessages, News, RequestOf, ResponseOf } from './protocol.ts';

export type { BackgroundMessage, News, RequestOf, ResponseOf };

type ResponseSchemas = {
  [Name in BackgroundMessage]: {
    response: z.ZodType<z.infer<(typeof backgroundMessages)[Name]['response']>>;
  };
};

/** Asks the background and parses its answer. Throws ToldError. */
export async function sendToBackground<Name extends BackgroundMessage>(
  name: Name,
  request: RequestOf<Name>,
): Promise<ResponseOf<Name>> {
  const asked = askBackground((message) => browser.runtime.sendMessage(message), name, request);
  const [answer, protocol] = await Promise.all([asked, import('./protocol.ts')]);
  const schemas: ResponseSchemas = protocol.backgroundMessages;
  const parsed = schemas[name].response.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw createUnexpected(`The background answered ${name} with something else.`, parsed.error);
}

/** Calls back with every piece of news until the returned function is called. What is not news is ignored. */
export function listenToNews(callback: (news: News) => void): () => void {
  const channel = new BroadcastChannel(newsChannelName);
  channel.addEventListener('message', async (event) => {
    const { newsSchema } = await import('./protocol.ts');
    const parsed = newsSchema.safeParse(event.data);
    if (parsed.success) callback(parsed.data);
  });
  return () => channel.close();
}
