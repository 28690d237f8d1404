/** One post: the `itemStruct` that pages, lists and searches have had since 2021. */
import { errorCodes } from '../../../../shared/error-codes.ts';
import type { Item, Location, Music, Privacy } from '../../../../shared/model/item.ts';
import type { Media } from '../../../../shared/model/media.ts';
import { type Json, toObject } from '../../../core/json.ts';
import { toTextTitle } from '../../../core/names/text-title.ts';
import { createDrift, createFields, type Fields, needed, toPartial } from '../documents/drift.ts';
import { toCreatedAt } from '../documents/instant.ts';
import { isTikTokId, toPostRef } from '../urls.ts';
import { type Owner, readOwner } from './author.ts';
import { readCaption } from './caption.ts';
import { readCover, readImages, readSound } from './pictures.ts';
import { readPostStats } from './stats.ts';
import { readSubtitles } from './subtitles.ts';
import { readVideoFile } from './video-file.ts';

/** True for an object that is a post, where posts are listed. */
export function isItem(value: unknown): value is Json {
  const json = toObject(value);
  if (!json || readId(json) === null) return false;
  return itemKeys.some((key) => json[key] !== undefined && json[key] !== null);
}

const itemKeys = ['video', 'imagePost', 'author', 'createTime', 'statsV2'];

/** True for an object that is a post wherever it is: sounds, tags and things of other sites have ids and counts too. */
export function isPost(value: unknown): value is Json {
  const json = toObject(value);
  if (!json || !isItem(json)) return false;
  const isShown = toObject(json.video) !== null || toObject(json.imagePost) !== null;
  return isShown && postKeys.filter((key) => json[key] !== undefined).length > 1;
}

const postKeys = ['desc', 'createTime', 'author', 'stats', 'statsV2', 'music'];

/** The video of a post has the post's id too. */
function readId(json: Json): string | null {
  const id = [json.id, toObject(json.video)?.id].find(
    (value) => typeof value === 'string' && isTikTokId(value),
  );
  return typeof id === 'string' ? id : null;
}

/** Reads a post. A field in a shape that is not known is left out, named in `partial`, and counted. */
export function readItem(json: Json, counts: Map<string, number>): Item {
  const drift = createDrift(counts);
  const item = createFields(json, 'item', drift);
  const owner = readOwner(item);
  const { text, tags, mentions } = readCaption(item);
  const createdSec = item.whole('createTime', 'createdAt', needed);
  const createdAt = toCreatedAt(createdSec);
  if (createdSec !== null && createdAt.precision === 'unknown') item.note('createTime', 'createdAt');
  const content = readContent(item);
  const pinned = item.flag('isPinnedItem', 'pinned');
  const location = readLocation(item);
  const effects = readEffects(item);
  const duetOf = readDuet(item);
  const id = readId(json) ?? '0';
  if (id !== json.id) item.note('id', 'id');
  return {
    platform: 'tiktok',
    id,
    kind: content.kind,
    url: toPostRef(content.kind, id, owner.handle).url,
    author: owner.author,
    title: content.title || toTextTitle(text),
    text,
    createdAt,
    durationSec: content.durationSec,
    stats: readPostStats(item),
    media: content.media,
    tags,
    category: readCategory(item),
    chapters: [],
    privacy: readPrivacy(item, owner),
    unavailable: content.unavailable,
    ...(mentions.length > 0 ? { mentions } : {}),
    ...(content.music ? { music: content.music } : {}),
    ...(location ? { location } : {}),
    ...(effects.length > 0 ? { effects } : {}),
    ...(duetOf ? { sharedPost: duetOf } : {}),
    ...(pinned ? { pinned } : {}),
    ...toPartial(drift),
  };
}

interface Content {
  kind: 'video' | 'photo_post';
  title: string;
  durationSec: number | null;
  media: Media[];
  music: Music | null;
  unavailable: string | null;
}

/** A photo post has a `video` too, with nothing but its covers in it. */
function readContent(item: Fields): Content {
  const sound = item.object('music', 'music', needed);
  const music = sound && readMusic(sound);
  const imagePost = item.object('imagePost', 'media.image');
  const isHidden = (item.json.video ?? null) === null && item.flag('isContentClassified', 'media') === true;
  const video = item.object('video', 'media', !isHidden);
  const cover = video ? readCover(video) : [];
  if (imagePost) {
    return {
      kind: 'photo_post',
      title: imagePost.text('title', 'title')?.trim() ?? '',
      durationSec: music?.durationSec ?? null,
      media: [...cover, ...readImages(imagePost), ...(sound ? readSound(sound) : [])],
      music,
      unavailable: null,
    };
  }
  return {
    kind: 'video',
    title: '',
    durationSec: video?.whole('duration', 'durationSec', needed) || null,
    media: video ? [...cover, ...readVideoFile(video), ...readSubtitles(video)] : [],
    music,
    unavailable: isHidden ? errorCodes['platform.age_gate'].sentence : null,
  };
}

function readMusic(sound: Fields): Music {
  return {
    id: sound.text('id', 'music', needed) || null,
    title: sound.text('title', 'music', needed) ?? '',
    author: sound.text('authorName', 'music', needed) || null,
    durationSec: sound.whole('duration', 'music', needed) || null,
    original: sound.flag('original', 'music'),
  };
}

/** The place that was named with the post; where it was made is not said. */
function readLocation(item: Fields): Location | null {
  const place = item.object('poi', 'location');
  const name = place?.text('name', 'location', needed);
  if (!place || !name) return null;
  return {
    id: place.text('id', 'location', needed) || null,
    name,
    address: place.text('address', 'location', needed) || null,
  };
}

const readEffects = (item: Fields): string[] =>
  item.objects('effectStickers', 'effects').flatMap((effect) => effect.text('name', 'effects', needed) || []);

/** A duet names the post beside which it plays, and nothing more of it. */
function readDuet(item: Fields): Item['sharedPost'] | null {
  const id = item.object('duetInfo', 'sharedPost')?.text('duetFromId', 'sharedPost');
  if (!id || !isTikTokId(id) || id === '0') return null;
  const { url } = toPostRef('video', id, null);
  return { id, url, author: null, text: null, createdAt: { precision: 'unknown' } };
}

/** What TikTok takes the post to be about, the narrowest first. */
function readCategory(item: Fields): string | null {
  const labels = item.list('diversificationLabels', 'category');
  const texts = labels.filter((label) => typeof label === 'string');
  if (texts.length < labels.length) item.note('diversificationLabels', 'category');
  return texts.length > 0 ? texts.join(', ').toWellFormed() : null;
}

/** Phone pages have none of the flags; where one is, all are. */
function readPrivacy(item: Fields, { isPrivate }: Owner): Privacy {
  const hasFlags = ['privateItem', 'secret', 'forFriend'].some((key) => item.json[key] !== undefined);
  const isOwn = item.flag('privateItem', 'privacy', hasFlags);
  const isSecret = item.flag('secret', 'privacy', hasFlags);
  const isForFriends = item.flag('forFriend', 'privacy', hasFlags);
  if (isOwn || isSecret) return 'private';
  if (isForFriends) return 'friends';
  // Those who may follow the account see it.
  if (isPrivate) return 'custom';
  return isOwn === false && isSecret === false && isForFriends === false ? 'public' : 'unknown';
}
