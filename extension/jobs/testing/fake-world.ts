/** A platform, a disk and a clock for job tests: ports faked by hand over the real library. */
import { AppError, toWire } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Comment, Item } from '../../../shared/model/item.ts';
import type { Source, SourceRef } from '../../../shared/model/source.ts';
import type { JoinRequest } from '../../core/items/film-requests.ts';
import { createEmptyRead } from '../../core/pages/empty-read.ts';
import type { HashedIdentity } from '../../core/pages/identity.ts';
import type { CollectorReply, CollectorRequest } from '../../core/pages/page-read.ts';
import { jobLibrary } from '../../storage/job-library.ts';
import type { FileRequest, Ports } from '../ports.ts';
import { createFakeSink } from './fake-sink.ts';

export const channelRef: SourceRef = {
  platform: 'youtube',
  kind: 'channel',
  id: '@owner',
  url: 'https://www.youtube.com/@owner',
};

const partRef = (kind: SourceRef['kind'], id: string): SourceRef => ({
  platform: 'youtube',
  kind,
  id,
  url: `https://www.youtube.com/${id}`,
});

export const videosPart = partRef('channel_videos', '@owner/videos');
export const playlistsPart = partRef('channel_playlists', '@owner/playlists');
export const uploadsPart = partRef('playlist', 'UUowner');

export function makeItem(id: string, change: Partial<Item> = {}): Item {
  return {
    platform: 'youtube',
    id,
    kind: 'video',
    url: `https://www.youtube.com/watch?v=${id}`,
    author: null,
    title: `Title of ${id}`,
    text: null,
    createdAt: { precision: 'approximate', text: '8 days ago' },
    durationSec: 10,
    stats: {},
    media: [
      {
        id: 'thumbnail',
        kind: 'thumbnail',
        variants: [{ url: `https://i.ytimg.com/vi/${id}/hqdefault.jpg` }],
      },
    ],
    tags: [],
    category: null,
    chapters: [],
    privacy: 'unknown',
    unavailable: null,
    ...change,
  };
}

/** A comment on a post. */
export const makeComment = (id: string, itemId: string): Comment => ({
  id,
  itemId,
  parentId: null,
  author: null,
  text: id,
  createdAt: { precision: 'unknown' },
  likes: null,
  replies: null,
  pinned: false,
  byOwner: false,
});

const captionOf = (id: string): Item['media'][number] => ({
  id: 'subtitle-en',
  kind: 'subtitle',
  language: 'en',
  automatic: false,
  variants: [{ url: `https://www.youtube.com/api/timedtext?v=${id}&fmt=vtt` }],
});

/** A page of a list that has nothing, and ends there. */
export const emptyRead = createEmptyRead('channel_videos');

/** Pages of each list by the list's id; a page's cursor is its number. */
export type Lists = Record<string, Item[][]>;

export interface World {
  ports: Ports;
  /** Every question put to the platform, as text, in order. */
  asked: string[];
  /** The archive while it is made, by path. */
  disk: Map<string, string>;
  /** The archive where its user finds it. */
  delivered: Map<string, string>;
  downloads: string[];
  /** What files were asked for with. */
  rules: FileRequest['rule'][];
  /** What joined films were to say of themselves. */
  shown: JoinRequest['shown'][];
  /** Called before each effect; throw or never resolve to break the world there. */
  before: (effect: string) => Promise<void>;
  nowMs: number;
  hasCompanion: boolean;
  /** Whether the browser has a connection. */
  isOnline: boolean;
  /** Who is logged in at the platform. */
  asker: HashedIdentity;
  /** Replies to be given instead of the real one, by question. */
  replies: Map<string, CollectorReply[]>;
}

export const errorReply = (code: ErrorCode, retryAfterSec: number | null = null): CollectorReply => ({
  error: toWire(new AppError(code)),
  retryAfterSec,
});

function toQuestion(request: CollectorRequest): string {
  if (request.verb === 'page') return `page ${request.ref.id} ${request.cursor ?? 'first'}`;
  if (request.verb === 'caption') return `caption ${request.url}`;
  if (request.verb === 'medium') return `medium ${request.mediaId}`;
  return request.verb === 'resolve' ? 'resolve' : `${request.verb} ${request.itemId}`;
}

/** What the platform says, unless a test has it say something else. */
function toReply(request: CollectorRequest, source: Source, lists: Lists): CollectorReply {
  if (request.verb === 'resolve') return { source };
  if (request.verb === 'caption') return { text: `WEBVTT\n\n${request.url}` };
  if (request.verb === 'medium') return errorReply('input.not_supported');
  if (request.verb === 'comments') return { read: { ...emptyRead, page: 'comments' } };
  if (request.verb === 'details')
    return {
      item: makeItem(request.itemId, {
        text: `About ${request.itemId}`,
        createdAt: { precision: 'exact', at: '2026-03-04T05:06:07Z' },
        privacy: 'public',
        media: [captionOf(request.itemId)],
      }),
    };
  const pages = lists[request.ref.id] ?? [];
  const number = Number(request.cursor ?? 0);
  const continuation = number + 1 < pages.length ? String(number + 1) : null;
  return { read: { ...emptyRead, items: pages[number] ?? [], continuation } };
}

/** @param change what the source is, where it is not the usual channel */
export function createWorld(lists: Lists, change: Partial<Source> = {}): World {
  const source: Source = {
    ...channelRef,
    title: 'Owner',
    author: 'Owner',
    claimed: { count: 4, exact: true },
    own: true,
    parts: [videosPart, playlistsPart, uploadsPart].filter((part) => part.id in lists),
    ...change,
  };

  const world: World = {
    asked: [],
    disk: new Map(),
    delivered: new Map(),
    downloads: [],
    rules: [],
    shown: [],
    before: async () => {},
    nowMs: Date.parse('2026-11-21T12:00:00Z'),
    hasCompanion: true,
    isOnline: true,
    asker: 'unknown',
    replies: new Map(),
    ports: {
      store: jobLibrary,
      pages: {
        async ask({ request, persona }, signal) {
          signal.throwIfAborted();
          const question = toQuestion(request);
          const { asker } = world;
          if (persona !== undefined && typeof asker === 'object' && asker.persona !== persona)
            throw new AppError('platform.account_changed');
          world.asked.push(question);
          await world.before(question);
          return { reply: world.replies.get(question)?.shift() ?? toReply(request, source, lists), asker };
        },
      },
      sinks: {
        async open(_job, folder) {
          await world.before('open');
          const target = world.hasCompanion
            ? ({ by: 'host', folder, path: `/exports/${folder}` } as const)
            : ({ by: 'browser', folder, downloadId: null } as const);
          return { target, versions: { extension: '0.1.0' } };
        },
        of: (_job, target) => createFakeSink(world, target),
        async forget(jobId) {
          await world.before(`forget ${jobId}`);
        },
      },
      tell: () => {},
      nowMs: () => world.nowMs,
      random: () => 0,
      isOnline: () => world.isOnline,
      async sleep(ms) {
        world.nowMs += ms;
      },
    },
  };
  return world;
}
