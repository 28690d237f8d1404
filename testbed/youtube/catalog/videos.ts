import { hostileTitles } from '../../hostile-texts.ts';
import type { Clip } from '../../media/clip.ts';
import { createPrng, type Prng } from '../../prng.ts';
import { buildVideoId } from './ids.ts';
import type { CaptionTrack, Channel, Chapter, Privacy, Restriction, Video, VideoKind } from './model.ts';
import { buildDescription, buildTags, buildTitle, categories } from './texts.ts';

/** The newest thing on the channel; everything else is counted back from here, so that dates do not move from day to day. */
const newestAtMs = Date.UTC(2026, 9, 28, 17, 5, 11);
const dayMs = 86_400_000;

export interface VideoPlan {
  seed: number;
  channel: Channel;
  kind: VideoKind;
  /** 0 is the newest. */
  index: number;
  clips: readonly Clip[];
  privacy: Privacy;
  restriction?: Restriction;
}

/** One video, wholly determined by the seed and its name. */
export function buildVideo(plan: VideoPlan): Video {
  const name = `${plan.channel.handle}/${plan.kind}/${plan.privacy}/${plan.index}`;
  const prng = createPrng(plan.seed, `video/${name}`);
  const clip = pickClip(prng, plan);
  const durationSec = Math.max(1, Math.round(clip.durationSec));
  const views = Math.floor(10 ** (prng.next() * 6.4));
  const chapters = plan.kind === 'short' ? [] : buildChapters(durationSec);
  const lines = chapters.map((chapter) => `${toClock(chapter.startSec)} ${chapter.title}`);
  return {
    id: buildVideoId(plan.seed, name),
    kind: plan.kind,
    channel: plan.channel,
    title: pickTitle(prng, plan),
    description: buildDescription(prng, lines),
    publishedAtMs: newestAtMs - plan.index * spacingMs[plan.kind] - prng.int(0, 20 * 3600) * 1000,
    durationSec,
    clip,
    views,
    likes: Math.floor(views * (0.01 + prng.next() * 0.08)),
    tags: buildTags(prng),
    category: prng.pick(categories),
    privacy: plan.privacy,
    restriction: plan.restriction ?? 'none',
    chapters,
    captions: buildCaptions(prng),
    hasMaxThumbnail: prng.chance(0.8),
  };
}

/** Videos every nine days, so that 250 of them span more than six years. */
const spacingMs: Record<VideoKind, number> = { video: 9 * dayMs, short: 5 * dayMs, live: 60 * dayMs };

/** Upright clips for shorts, as far as there are any. */
function pickClip(prng: Prng, plan: VideoPlan): Clip {
  const fitting = plan.clips.filter(({ isPortrait }) => isPortrait === (plan.kind === 'short'));
  const clips = fitting.length > 0 ? fitting : plan.clips;
  const clip = clips[prng.int(0, clips.length - 1)];
  if (!clip) throw new Error('the YouTube stand-in needs at least one media clip');
  return clip;
}

/** Hostile titles sit among the newest videos, every third one, so that small exports meet them too. */
function pickTitle(prng: Prng, plan: VideoPlan): string {
  const ordinary = buildTitle(prng, plan.index + 1);
  if (plan.privacy !== 'public' || plan.index % 3 !== 1) return ordinary;
  const place = (plan.index - 1) / 3;
  if (plan.kind === 'video') return hostileTitles[place] ?? ordinary;
  return plan.kind === 'short' ? (hostileTitles[hostileTitles.length - 1 - place] ?? ordinary) : ordinary;
}

/** Chapters need ten seconds each and three of them. */
function buildChapters(durationSec: number): Chapter[] {
  if (durationSec < 30) return [];
  const titles = ['Intro', 'Taking it apart – <b>carefully</b>', 'Пайка', 'Result & thanks'];
  const step = Math.floor(durationSec / titles.length);
  if (step < 10) return titles.slice(0, 3).map((title, index) => ({ title, startSec: index * 10 }));
  return titles.map((title, index) => ({ title, startSec: index * step }));
}

function buildCaptions(prng: Prng): CaptionTrack[] {
  const tracks: CaptionTrack[] = [];
  if (prng.chance(0.35)) tracks.push({ languageCode: 'en', name: 'English', automatic: false });
  if (prng.chance(0.2)) tracks.push({ languageCode: 'de', name: 'German', automatic: false });
  if (prng.chance(0.1)) tracks.push({ languageCode: 'he', name: 'Hebrew', automatic: false });
  if (prng.chance(0.5))
    tracks.push({ languageCode: 'en', name: 'English (auto-generated)', automatic: true });
  return tracks;
}

function toClock(sec: number): string {
  return `${Math.floor(sec / 60)}:${String(sec % 60).padStart(2, '0')}`;
}
