import type { Clip } from '../../media/clip.ts';
import { createPrng, type Prng } from '../../prng.ts';
import { countComments } from './comments.ts';
import { buildTimedId } from './ids.ts';
import type { Audience, Photo, Post, Sound, Subtitle, User } from './model.ts';
import { buildOriginalSound } from './sounds.ts';
import { buildCaption } from './texts.ts';

/** The newest post; everything else is counted back from here, so that dates do not move from day to day. */
export const newestAtMs = Date.UTC(2026, 9, 28, 17, 5, 11, 204);
const spacingMs = 19 * 3_600_000;

export interface PostPlan {
  seed: number;
  author: User;
  kind: Post['kind'];
  /** 0 is the newest. */
  index: number;
  /** Tells apart posts of one author with the same index. */
  series: string;
  audience: Audience;
  clips: readonly Clip[];
  sounds: readonly Sound[];
  /** Who can be mentioned, and who comments. */
  people: readonly User[];
  /** The most top-level comments. */
  comments: number;
}

/** One post, wholly determined by the seed and its name. */
export function buildPost(plan: PostPlan): Post {
  const { seed, author, kind, index } = plan;
  const name = `${author.uniqueId}/${plan.series}/${index}`;
  const prng = createPrng(seed, `post/${name}`);
  const createdAtMs = newestAtMs - index * spacingMs - prng.int(0, spacingMs - 1);
  const clip = pickClip(prng, plan.clips);
  const shared = plan.sounds[prng.int(0, plan.sounds.length - 1)];
  const usesShared = kind === 'photo' || prng.chance(0.3);
  const sound =
    usesShared && shared ? shared : buildOriginalSound(seed, author, { name, atMs: createdAtMs, clip });
  const id = buildTimedId(seed, `post/${name}`, createdAtMs);
  const plays = Math.floor(10 ** (prng.next() * 7.2));
  const share = (most: number) => Math.floor(plays * prng.next() * most);
  return {
    id,
    kind,
    author,
    caption: buildCaption(prng, index, plan.people),
    createdAtMs,
    clip,
    sound,
    photos: kind === 'photo' ? buildPhotos(prng, index) : [],
    title: kind === 'photo' && prng.chance(0.4) ? `Pictures & notes no. ${index + 1}` : '',
    stats: {
      plays,
      likes: share(0.12),
      comments: countComments({ seed, postId: id, most: plan.comments }),
      shares: share(0.02),
      saves: share(0.03),
      reposts: prng.chance(0.5) ? 0 : share(0.002),
    },
    subtitles: kind === 'photo' ? [] : buildSubtitles(prng),
    audience: plan.audience,
    isPinned: false,
    isKeepable: prng.chance(0.8),
  };
}

/** Upright clips where there are any, short ones more often than long ones; one in ten lies down. */
function pickClip(prng: Prng, clips: readonly Clip[]): Clip {
  const upright = clips.filter(({ isPortrait, renditions }) => isPortrait && renditions !== undefined);
  const wide = clips.filter(({ isPortrait, durationSec }) => !isPortrait && durationSec <= 20);
  const fitting = prng.chance(0.1) && wide.length > 0 ? wide : upright.length > 0 ? upright : clips;
  const clip = fitting[Math.floor(prng.next() ** 2 * fitting.length)];
  if (!clip) throw new Error('the TikTok stand-in needs at least one media clip');
  return clip;
}

type Size = readonly [width: number, height: number];

const photoSizes: readonly [Size, ...Size[]] = [
  [1080, 1440],
  [1080, 1920],
  [1440, 1080],
  [670, 583],
  [1929, 1080],
  [3728, 2116],
];

/** 1 to 35 pictures: the first posts have the extremes, so that small exports meet them. */
function buildPhotos(prng: Prng, index: number): Photo[] {
  const usual = prng.chance(0.2) ? prng.int(12, 35) : prng.int(1, 9);
  const count = index < 7 ? 35 : index < 14 ? 1 : usual;
  return Array.from({ length: count }, (_, place) => {
    const [width, height] = prng.pick(photoSizes);
    return { index: place, width, height };
  });
}

function buildSubtitles(prng: Prng): Subtitle[] {
  if (prng.chance(0.5)) return [];
  const heard: Subtitle = { language: 'eng-US', source: 'ASR' };
  return prng.chance(0.4) ? [heard, { language: 'deu-DE', source: 'MT' }] : [heard];
}
