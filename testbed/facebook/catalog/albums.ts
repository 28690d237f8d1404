import { createPrng } from '../../prng.ts';
import { buildTimedId } from './ids.ts';
import { buildPhoto } from './media.ts';
import type { Actor, Album, Photo, Post } from './model.ts';
import { newestAtSec } from './posts.ts';

export interface AlbumPlan {
  seed: number;
  owner: Actor;
  posts: readonly Post[];
  count: number;
  /** Photos of the first own album. */
  largest: number;
}

const titles = ['Winter & rope <2026>', 'Из старой коробки', '港の写真', 'Boats'] as const;

/** The albums of a profile: its own, and those the platform makes of posts, covers and profile pictures. */
export function buildAlbums(plan: AlbumPlan): Album[] {
  const own = Array.from({ length: plan.count }, (_, index) => {
    const size = index === 0 ? plan.largest : createPrng(plan.seed, `album/${index}`).int(1, 9);
    return buildAlbum(plan, {
      kind: 'own',
      name: `own/${index}`,
      title: titles[index % titles.length] ?? 'Boats',
      size,
    });
  });
  const platform = [
    buildAlbum(plan, { kind: 'cover', name: 'cover', title: 'Cover photos', size: 2 }),
    buildAlbum(plan, { kind: 'profile', name: 'profile', title: 'Profile pictures', size: 3 }),
  ];
  return [...own, buildTimeline(plan), ...platform];
}

/** The photos of others that show the owner. */
export function buildTagged(
  seed: number,
  { owner, people, count }: { owner: Actor; people: readonly Actor[]; count: number },
): Photo[] {
  return Array.from({ length: count }, (_, index) => {
    const by = people[index % people.length] ?? owner;
    const createdAtSec = newestAtSec - index * 17 * 86_400;
    return buildPhoto({
      seed,
      owner: by,
      name: `tagged/${index}`,
      createdAtSec,
      setToken: `t.${owner.id}`,
      privacy: 'FRIENDS',
    });
  });
}

/** Photos that are gone are counted and never shown: one in forty of a large album. */
function buildAlbum(
  { seed, owner }: AlbumPlan,
  made: { kind: Album['kind']; name: string; title: string; size: number },
): Album {
  const createdAtSec = newestAtSec - 30 * 86_400;
  const id = buildTimedId(seed, `album/${owner.id}/${made.name}`, createdAtSec);
  const photos = Array.from({ length: made.size }, (_, index) => {
    const photo = buildPhoto({
      seed,
      owner,
      name: `album/${made.name}/${index}`,
      setToken: `a.${id}`,
      privacy: 'EVERYONE',
      createdAtSec: createdAtSec - index * 3607,
    });
    return index % 40 === 23 ? { ...photo, isGone: true } : photo;
  });
  const description = made.kind === 'own' ? `All of “${made.title}”.\nOne line more.` : '';
  return { id, kind: made.kind, title: made.title, description, owner, createdAtSec, photos };
}

/** "Timeline photos": every photo of the owner's posts. */
function buildTimeline({ seed, owner, posts }: AlbumPlan): Album {
  const photos = posts.flatMap(({ attachment }) =>
    attachment.kind === 'photo' ? [attachment.photo] : attachment.kind === 'album' ? attachment.photos : [],
  );
  const id = buildTimedId(seed, `album/${owner.id}/timeline`, newestAtSec - 1e8);
  return {
    id,
    kind: 'timeline',
    title: 'Timeline photos',
    description: '',
    owner,
    createdAtSec: newestAtSec - 1e8,
    photos,
  };
}

/** The posts that tell of the platform's own albums, and of photos added to the owner's first one. */
export function buildAlbumPosts(seed: number, owner: Actor, albums: readonly Album[]): Post[] {
  const post = (name: string, made: Pick<Post, 'summary' | 'attachment' | 'createdAtSec'>): Post => ({
    id: buildTimedId(seed, `album-post/${name}`, made.createdAtSec),
    actor: owner,
    text: '',
    isBackdated: false,
    privacy: 'EVERYONE',
    counts: { reactions: [], comments: 0, shares: 0 },
    ...made,
  });
  const [largest] = albums.filter(({ kind }) => kind === 'own');
  const first = (kind: Album['kind']) => albums.find((album) => album.kind === kind)?.photos[0];
  const cover = first('cover');
  const profile = first('profile');
  const added = largest?.photos.filter(({ isGone }) => !isGone) ?? [];
  return [
    ...(largest && added.length > 0
      ? [
          post('own', {
            summary: `${owner.name} added ${added.length} new photos to the album: ${largest.title}.`,
            attachment: { kind: 'album', photos: added, token: `a.${largest.id}`, title: largest.title },
            createdAtSec: largest.createdAtSec + 60,
          }),
        ]
      : []),
    ...(cover
      ? [
          post('cover', {
            summary: `${owner.name} updated her cover photo.`,
            attachment: { kind: 'photo', photo: cover },
            createdAtSec: cover.createdAtSec + 1,
          }),
        ]
      : []),
    ...(profile
      ? [
          post('profile', {
            summary: `${owner.name} updated her profile picture.`,
            attachment: { kind: 'photo', photo: profile },
            createdAtSec: profile.createdAtSec + 2,
          }),
        ]
      : []),
  ];
}
