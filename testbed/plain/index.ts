import type { Clip } from '../media/clip.ts';
import type { Site, SiteResponse } from '../site.ts';
import { answerFile } from './answer-file.ts';
import { fileHost, mirrorHost, pageHost, toDocument, toFileUrl, toIndex, toPageUrl } from './documents.ts';
import { listPages, type PageKind, type PlainPage } from './pages.ts';

/** What a page holds. */
export interface PlainTruth {
  url: string;
  kind: PageKind;
  title: string;
  durationsSec: number[];
}

/** A site that is no platform: pages with videos as ordinary sites show them. */
export interface PlainSite extends Site {
  /** By the name of the page. */
  truth(): Record<string, PlainTruth>;
}

const toRedirect = (location: string): SiteResponse => ({ status: 302, headers: { location }, body: '' });

function answerPage(pages: readonly PlainPage[], path: string): SiteResponse {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  if (path === '/') return { headers, body: toIndex(pages) };
  const page = pages.find(({ name }) => path === `/watch/${name}`);
  if (!page) return { status: 404, headers, body: '<!DOCTYPE html><title>Not found</title><p>No such page.' };
  const [clip] = page.clips;
  if (page.kind === 'redirect') return toRedirect('https://127.0.0.1/secret/video.mp4');
  if (page.kind === 'live' && clip) return toRedirect(toFileUrl(clip, 'dash/live.mpd'));
  return { headers, body: toDocument(page) };
}

/** `clips` is the whole library. */
export function createPlainSite({ clips }: { clips: readonly Clip[] }): PlainSite {
  const pages = listPages(clips);
  return {
    id: 'plain',
    hosts: [pageHost, fileHost, mirrorHost],
    respond: async ({ url }) =>
      url.hostname === pageHost ? answerPage(pages, url.pathname) : answerFile(clips, url.pathname),
    truth: () =>
      Object.fromEntries(
        pages.map((page) => [
          page.name,
          {
            url: toPageUrl(page),
            kind: page.kind,
            title: page.title,
            durationsSec: page.clips.map(({ durationSec }) => durationSec),
          },
        ]),
      ),
  };
}
