import type { Clip } from '../../media/clip.ts';
import { createPrng, type Prng } from '../../prng.ts';
import { buildTimedId, buildVideoId } from './ids.ts';
import type { Actor, Counts, Photo, Privacy, Video } from './model.ts';
import { buildAlt, buildPostText } from './texts.ts';

type Size = readonly [width: number, height: number];

const sizes: readonly [Size, ...Size[]] = [
  [2048, 1536],
  [1536, 2048],
  [4032, 3024],
  [1080, 1080],
  [960, 640],
  [3000, 4000],
];

export interface PhotoPlan {
  seed: number;
  owner: Actor;
  name: string;
  createdAtSec: number;
  setToken: string;
  privacy: Privacy;
}

/** One photo, wholly determined by the seed and its name. */
export function buildPhoto({ seed, owner, name, createdAtSec, setToken, privacy }: PhotoPlan): Photo {
  const prng = createPrng(seed, `photo/${name}`);
  const [width, height] = prng.pick(sizes);
  const text = prng.chance(0.2) ? buildPostText(prng, 0) : '';
  const id = buildTimedId(seed, `photo/${name}`, createdAtSec);
  return { id, owner, createdAtSec, text, alt: buildAlt(prng), width, height, privacy, setToken };
}

export interface VideoPlan {
  seed: number;
  owner: Actor;
  kind: Video['kind'];
  name: string;
  createdAtSec: number;
  clips: readonly Clip[];
  privacy: Privacy;
}

/** One video; reels are upright, most of them in clips that have a track of 1080p. */
export function buildVideo(plan: VideoPlan): Video {
  const { seed, owner, kind, name, createdAtSec } = plan;
  const prng = createPrng(seed, `video/${name}`);
  return {
    id: buildVideoId(seed, name),
    kind,
    owner,
    clip: pickClip(prng, kind, plan.clips),
    createdAtSec,
    title: kind === 'video' && prng.chance(0.4) ? `Harbour film no. ${prng.int(1, 99)}` : '',
    text: buildPostText(prng, 0),
    plays: Math.floor(10 ** (prng.next() * 6)),
    counts: buildCounts(prng),
    postId: buildTimedId(seed, `video-post/${name}`, createdAtSec),
    privacy: plan.privacy,
    hasCaptions: prng.chance(0.4),
  };
}

function pickClip(prng: Prng, kind: Video['kind'], clips: readonly Clip[]): Clip {
  const fitting = clips.filter(
    ({ isPortrait, durationSec, renditions }) =>
      isPortrait === (kind === 'reel') && renditions !== undefined && durationSec <= 30,
  );
  const tall = fitting.filter(({ renditions }) => renditions?.some(({ name }) => name === 'av1_1080'));
  const from =
    kind === 'reel' && tall.length > 0 && prng.chance(0.7) ? tall : fitting.length > 0 ? fitting : clips;
  const clip = from[prng.int(0, from.length - 1)];
  if (!clip) throw new Error('the Facebook stand-in needs at least one media clip');
  return clip;
}

const reactionNames = ['Like', 'Love', 'Care', 'Haha', 'Wow', 'Sad', 'Angry'] as const;

/** Reactions of several kinds, and shares. */
export function buildCounts(prng: Prng): Omit<Counts, 'comments'> {
  const total = prng.chance(0.15) ? 0 : Math.floor(10 ** (prng.next() * 4.6));
  let left = total;
  const reactions = reactionNames.flatMap((name, place) => {
    const count = place === reactionNames.length - 1 ? left : Math.ceil(left * (0.5 + prng.next() * 0.4));
    left -= count;
    return count > 0 ? [{ name, count }] : [];
  });
  return { reactions, shares: prng.chance(0.3) ? 0 : Math.floor(total * prng.next() * 0.2) };
}

/** All reactions together. */
export function countReactions({ reactions }: Pick<Counts, 'reactions'>): number {
  return reactions.reduce((sum, { count }) => sum + count, 0);
}
