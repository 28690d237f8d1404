import { toChannelRenderer } from './channel-renderer.ts';
import { toResponseContext, toTopbar } from './envelope.ts';
import type { Json, PageContext } from './page-context.ts';
import { toVideoRenderer } from './renderers.ts';

/** Results: a channel if its name fits, then public videos whose titles hold the words. */
export function toSearchPage(context: PageContext, query: string): Json {
  const words = query.toLowerCase();
  const channels = [...context.world.channels.values()].filter(({ title }) =>
    title.toLowerCase().includes(words),
  );
  const videos = [...context.world.videos.values()].filter(
    ({ title, privacy }) => privacy === 'public' && title.toLowerCase().includes(words),
  );
  const items = [
    ...channels.slice(0, 1).map((channel) => toChannelRenderer(context, channel)),
    ...videos.slice(0, 20).map((video) => toVideoRenderer(context, video, { showChannel: true })),
  ];
  const section = { itemSectionRenderer: { contents: items, trackingParams: context.track() } };
  return {
    responseContext: toResponseContext(context, {}),
    estimatedResults: String(videos.length),
    contents: {
      twoColumnSearchResultsRenderer: {
        primaryContents: { sectionListRenderer: { contents: [section], trackingParams: context.track() } },
      },
    },
    trackingParams: context.track(),
    topbar: toTopbar(context, '/results'),
  };
}
