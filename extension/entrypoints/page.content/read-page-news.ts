import type { PageNews } from '../../messaging/protocol.ts';

const statuses: readonly unknown[] = [
  'queued',
  'running',
  'waiting',
  'blocked',
  'done',
  'failed',
  'cancelled',
] satisfies PageNews['status'][];

/** The checks of `pageNewsSchema` by hand: zod would be most of what the page has to load. */
function isPageNews(message: object): message is PageNews {
  const news = message as Partial<Record<keyof PageNews, unknown>>;
  return (
    news.to === 'page' &&
    typeof news.jobId === 'string' &&
    typeof news.refUrl === 'string' &&
    statuses.includes(news.status) &&
    typeof news.done === 'number' &&
    (news.total === null || typeof news.total === 'number') &&
    typeof news.sentence === 'string' &&
    (news.nothing === undefined || typeof news.nothing === 'string') &&
    (news.isPartial === undefined || typeof news.isPartial === 'boolean')
  );
}

/** Page news, or null for the messages that are meant for others. */
export function readPageNews(message: unknown): PageNews | null {
  return typeof message === 'object' && message !== null && isPageNews(message) ? message : null;
}
