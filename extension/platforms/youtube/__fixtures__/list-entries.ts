/** Entries of YouTube's lists: renderers of the pages before 2026, and view models. */
import { browse, byline, channelId, type Json } from './page-parts.ts';

export const videoRenderer = (id: string, changes: Json = {}): Json => ({
  videoRenderer: {
    videoId: id,
    title: { runs: [{ text: `Title of ${id}` }] },
    ownerText: byline(),
    publishedTimeText: { simpleText: '3 weeks ago' },
    lengthText: { simpleText: '1:02:03' },
    viewCountText: { simpleText: '1,234,567 views' },
    shortViewCountText: { simpleText: '1.2M views' },
    navigationEndpoint: {
      watchEndpoint: { videoId: id, commonConfig: { url: 'https://r1.googlevideo.com/initplayback?ip=203.0.113.9' } },
    },
    ...changes,
  },
});

export const playlistVideoRenderer = (id: string, changes: Json = {}): Json => ({
  playlistVideoRenderer: {
    videoId: id,
    title: { runs: [{ text: `Title of ${id}` }] },
    index: { simpleText: '1' },
    shortBylineText: byline(),
    lengthSeconds: '245',
    isPlayable: true,
    videoInfo: { runs: [{ text: '2.3bn views' }, { text: ' • ' }, { text: '16 years ago' }] },
    ...changes,
  },
});

const part = (content: string, run?: Json): Json => ({ text: { content, ...(run ? { commandRuns: [{ onTap: { innertubeCommand: run } }] } : {}) } });

interface LockupTexts {
  title?: string;
  badge?: string | null;
  rows?: Json[][];
  type?: string;
}

export const textRow = (...texts: string[]): Json[] => texts.map((text) => part(text));
export const ownerRow = (name = 'Some Channel'): Json[] => [part(name, browse(channelId, '/@some'))];

export const lockup = (id: string, texts: LockupTexts = {}): Json => ({
  lockupViewModel: {
    contentId: id,
    contentType: `LOCKUP_CONTENT_TYPE_${texts.type ?? 'VIDEO'}`,
    contentImage: {
      thumbnailViewModel: {
        image: { sources: [{ url: `https://i.ytimg.com/vi/${id}/hq720.jpg?sqp=x`, width: 360, height: 202 }] },
        overlays:
          texts.badge === null
            ? []
            : [{ thumbnailBottomOverlayViewModel: { badges: [{ thumbnailBadgeViewModel: { text: texts.badge ?? '4:05' } }] } }],
      },
    },
    metadata: {
      lockupMetadataViewModel: {
        title: { content: texts.title ?? `Title of ${id}` },
        metadata: {
          contentMetadataViewModel: {
            metadataRows: (texts.rows ?? [textRow('221 views', '8 days ago')]).map((metadataParts) => ({ metadataParts })),
          },
        },
      },
    },
  },
});

export const playlistLockup = (id: string, badge = '102 videos'): Json => ({
  lockupViewModel: {
    contentId: id,
    contentType: 'LOCKUP_CONTENT_TYPE_PLAYLIST',
    contentImage: {
      collectionThumbnailViewModel: {
        primaryThumbnail: {
          thumbnailViewModel: {
            image: { sources: [{ url: 'https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg', width: 480, height: 270 }] },
            overlays: [{ thumbnailOverlayBadgeViewModel: { thumbnailBadges: [{ thumbnailBadgeViewModel: { text: badge } }] } }],
          },
        },
      },
    },
    metadata: { lockupMetadataViewModel: { title: { content: `List ${id}` }, metadata: {} } },
  },
});

export const shortsLockup = (id: string): Json => ({
  shortsLockupViewModel: {
    entityId: `shorts-shelf-item-${id}`,
    onTap: { innertubeCommand: { reelWatchEndpoint: { videoId: id } } },
    overlayMetadata: { primaryText: { content: `Short ${id}` }, secondaryText: { content: '895k views' } },
  },
});

export const rich = (content: Json): Json => ({ richItemRenderer: { content } });
