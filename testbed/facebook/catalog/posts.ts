import type { Clip } from '../../media/clip.ts';
import { createPrng, hash32 } from '../../prng.ts';
import { countComments } from './comments.ts';
import { buildTimedId, toPfbid, toShareToken } from './ids.ts';
import { buildCounts, buildPhoto, buildVideo } from './media.ts';
import type { Actor, Attachment, Counts, Post, Privacy } from './model.ts';
import { buildPostText } from './texts.ts';

/** The newest post; everything else is counted back from here, so that dates do not move from day to day. */
export const newestAtSec = Date.UTC(2026, 9, 29, 18, 20, 7) / 1000;
const spacingSec = 31 * 3600;

export interface PostPlan {
  seed: number;
  actor: Actor;
  /** Tells apart posts of one actor with the same index. */
  series: string;
  /** 0 is the newest. */
  index: number;
  privacy: Privacy;
  clips: readonly Clip[];
  people: readonly Actor[];
  /** The most top-level comments. */
  comments: number;
  group?: Actor;
}

/** What a post shows, in turn: a small export meets every kind. */
const kinds = [
  'photo',
  'none',
  'album',
  'video',
  'shared',
  'reel',
  'link',
  'none',
  'large_album',
  'shared_gone',
  'photo',
] as const;

/** One post, wholly determined by the seed and its name. */
export function buildPost(plan: PostPlan): Post {
  const { seed, actor, index } = plan;
  const name = `${actor.id}/${plan.series}/${index}`;
  const prng = createPrng(seed, `fb-post/${name}`);
  const createdAtSec = newestAtSec - index * spacingSec - prng.int(0, spacingSec - 1);
  const id = buildTimedId(seed, `post/${name}`, createdAtSec);
  const kind = kinds[index % kinds.length] ?? 'none';
  const comments = countComments({ seed, postId: id, most: plan.comments });
  const said = { text: buildPostText(prng, index), counts: { ...buildCounts(prng), comments } };
  const attachment = buildAttachment(plan, { id, name, kind, createdAtSec, ...said });
  // Every thirteenth says that it happened three years before.
  const isBackdated = index % 13 === 11;
  return {
    id,
    actor,
    createdAtSec: isBackdated ? createdAtSec - 3 * 365 * 86_400 : createdAtSec,
    isBackdated,
    text: said.text,
    summary: '',
    privacy: plan.privacy,
    attachment,
    ...(kind === 'shared' && { shared: buildShared(plan, { name, createdAtSec }) }),
    ...(plan.group && { group: plan.group }),
    counts: said.counts,
  };
}

/** The oldest post of a profile: an event of a life, dated long before there were computers at home. */
export function buildBirth(seed: number, actor: Actor): Post {
  return {
    id: buildTimedId(seed, `birth/${actor.id}`, newestAtSec - 9 * 365 * 86_400),
    actor,
    createdAtSec: 413_884_800,
    isBackdated: true,
    text: '',
    summary: '',
    privacy: 'FRIENDS',
    attachment: { kind: 'life_event', title: 'Born on February 12, 1983' },
    counts: { reactions: [], comments: 0, shares: 0 },
  };
}

interface Made {
  id: string;
  name: string;
  kind: (typeof kinds)[number];
  createdAtSec: number;
  text: string;
  counts: Counts;
}

function buildAttachment(plan: PostPlan, made: Made): Attachment {
  const { id, name, kind, createdAtSec } = made;
  const { seed, actor, privacy, clips } = plan;
  const photo = (place: number, setToken: string) =>
    buildPhoto({
      seed,
      owner: actor,
      name: `${name}/${place}`,
      setToken,
      privacy,
      createdAtSec: createdAtSec + place,
    });
  switch (kind) {
    case 'photo':
      return { kind: 'photo', photo: photo(0, `pcb.${id}`) };
    case 'album':
    case 'large_album': {
      const count = kind === 'album' ? 3 : 12;
      const token = `pcb.${id}`;
      return {
        kind: 'album',
        photos: Array.from({ length: count }, (_, place) => photo(place, token)),
        token,
        title: '',
      };
    }
    case 'video':
    case 'reel': {
      const other = kind === 'reel' ? pickSharedFrom(plan) : undefined;
      // Somebody else's reel has a text, counts and a time of its own.
      if (other)
        return {
          kind,
          video: buildVideo({
            seed,
            owner: other,
            kind,
            name,
            clips,
            privacy: 'EVERYONE',
            createdAtSec: createdAtSec - 3 * 86_400,
          }),
        };
      const video = buildVideo({
        seed,
        owner: actor,
        kind,
        name,
        createdAtSec,
        clips,
        privacy,
      });
      // The video and its post are one thing to their readers.
      return { kind, video: { ...video, postId: id, text: made.text, counts: made.counts } };
    }
    case 'link':
      return {
        kind: 'link',
        url: `https://example.com/notes/${hash32(name) % 1000}?ref=a&b=c`,
        source: 'example.com',
        title: 'Notes on knots & "rope"',
        description: 'A page that is not there.',
        imageId: id,
      };
    case 'shared_gone':
      return { kind: 'unavailable' };
    default:
      return { kind: 'none' };
  }
}

/** Whose reel a post shows that is not its author's own: so is every second one. */
function pickSharedFrom({ people, index }: PostPlan): Actor | undefined {
  return Math.floor(index / kinds.length) % 2 === 1 ? people[index % people.length] : undefined;
}

/** What somebody else posted, and the owner shared: text and a photo, in a group now and then. */
function buildShared(
  { seed, people, group }: PostPlan,
  { name, createdAtSec }: Pick<Made, 'name' | 'createdAtSec'>,
): Post {
  const prng = createPrng(seed, `shared/${name}`);
  const actor = people[prng.int(0, people.length - 1)];
  if (!actor) throw new Error('nobody is there to share from');
  const atSec = createdAtSec - prng.int(3600, 90 * 86_400);
  const id = buildTimedId(seed, `shared/${name}`, atSec);
  const photo = buildPhoto({
    seed,
    owner: actor,
    name: `shared/${name}`,
    createdAtSec: atSec,
    setToken: `pcb.${id}`,
    privacy: 'EVERYONE',
  });
  return {
    id,
    actor,
    createdAtSec: atSec,
    isBackdated: false,
    text: buildPostText(prng, 0),
    summary: '',
    privacy: 'EVERYONE',
    attachment: { kind: 'photo', photo },
    ...(group && { group }),
    counts: { reactions: [], comments: 0, shares: 0 },
  };
}

/** The address of a post. Posts of a group stand under it; who has no name in addresses has the long form. */
export function toPostUrl({ id, actor, group, attachment }: Post): string {
  const home = 'https://www.facebook.com';
  if (group) return `${home}/groups/${group.id}/posts/${id}/`;
  if (attachment.kind === 'video') return toVideoUrl(attachment.video);
  if (actor.vanity) return `${home}/${actor.vanity}/posts/${toPfbid(id)}`;
  return `${home}/permalink.php?story_fbid=${toPfbid(id)}&id=${actor.id}`;
}

/** The address of a video or reel. */
export function toVideoUrl({
  id,
  kind,
  owner,
}: {
  id: string;
  kind: 'video' | 'reel';
  owner: Actor;
}): string {
  const home = 'https://www.facebook.com';
  return kind === 'reel' ? `${home}/reel/${id}/` : `${home}/${owner.vanity ?? owner.id}/videos/${id}/`;
}

/** The link that the button to share something makes. */
export function toShareUrl(kind: 'p' | 'v' | 'r', id: string): string {
  return `https://www.facebook.com/share/${kind}/${toShareToken(id)}/`;
}

/** The address of a photo in its set. */
export function toPhotoUrl(photoId: string, setToken: string): string {
  return `https://www.facebook.com/photo/?fbid=${photoId}&set=${setToken}`;
}

/** Where an actor lives. */
export function toActorUrl({ kind, id, vanity }: Actor): string {
  const home = 'https://www.facebook.com';
  if (kind === 'Group') return `${home}/groups/${id}/`;
  return vanity ? `${home}/${vanity}` : `${home}/profile.php?id=${id}`;
}
