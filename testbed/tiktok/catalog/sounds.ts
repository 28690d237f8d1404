import type { Clip } from '../../media/clip.ts';
import { createPrng } from '../../prng.ts';
import { buildTimedId } from './ids.ts';
import type { Sound, User } from './model.ts';

const titles = [
  ['Slow Harbour', 'Ana & the Tides'],
  ['дождь', 'тихий двор'],
  ['Lo-fi "Rope"', 'Knots, Inc.'],
  ['夜のフェリー', '港'],
] as const;

/** Sounds that many posts use. */
export function buildSharedSounds(seed: number, clips: readonly Clip[]): Sound[] {
  return titles.map(([title, authorName], index) => ({
    id: buildTimedId(seed, `sound/${index}`, Date.UTC(2021, index, 3)),
    title,
    authorName,
    isOriginal: false,
    clip: pickSoundClip(clips, createPrng(seed, `sound/${index}`).next()),
  }));
}

/** The sound of somebody's own video, which nobody else uses. */
export function buildOriginalSound(
  seed: number,
  author: User,
  made: { name: string; atMs: number; clip: Clip },
): Sound {
  return {
    id: buildTimedId(seed, `sound/${made.name}`, made.atMs),
    title: 'original sound',
    authorName: author.nickname,
    isOriginal: true,
    clip: made.clip,
  };
}

function pickSoundClip(clips: readonly Clip[], random: number): Clip {
  const fitting = clips.filter(({ durationSec }) => durationSec >= 10 && durationSec <= 60);
  const from = fitting.length > 0 ? fitting : clips;
  const clip = from[Math.floor(random * from.length)];
  if (!clip) throw new Error('the TikTok stand-in needs at least one media clip');
  return clip;
}
