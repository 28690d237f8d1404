/** Users, where they are what a list or page is about: profiles, following lists, searches. */
import type { Item } from '../../../../shared/model/item.ts';
import { type Json, toObject } from '../../../core/json.ts';
import { createEmptyItem } from '../../../core/pages/empty-item.ts';
import { createDrift, createFields, needed, toPartial } from '../documents/drift.ts';
import { toCreatedAt } from '../documents/instant.ts';
import { isTikTokId, toProfileRef } from '../urls.ts';
import { type Owner, readCommentUser, readUser } from './author.ts';
import { readAvatar, readAvatarThumb } from './pictures.ts';
import { readProfileStats, toShownCount } from './stats.ts';

/** True for `{user, stats, statsV2}` of lists and pages. */
export function isUserInfo(value: unknown): value is Json {
  const user = toObject(toObject(value)?.user);
  return user !== null && (isId(user.id) || typeof user.uniqueId === 'string');
}

/** True for `{user_info}` of searches. */
export function isSearchedUser(value: unknown): value is Json {
  const user = toObject(toObject(value)?.user_info);
  return user !== null && (isId(user.uid) || typeof user.unique_id === 'string');
}

const isId = (value: unknown): value is string => typeof value === 'string' && isTikTokId(value);

/** A profile from `{user, stats, statsV2}`. */
export function readProfile(json: Json, counts: Map<string, number>): Item {
  const drift = createDrift(counts);
  const info = createFields(json, 'userInfo', drift);
  const user = info.object('user', 'author', needed) ?? createFields({}, 'userInfo.user', drift);
  const isPrivate = user.flag('privateAccount', 'privacy', needed);
  return {
    ...toProfile(readUser(user), user.text('id', 'author')),
    text: user.text('signature', 'text', needed),
    // The time the account was made; 0 where TikTok does not tell.
    createdAt: toCreatedAt(user.whole('createTime', 'createdAt')),
    stats: readProfileStats(info),
    media: readAvatar(user),
    privacy: isPrivate === null ? 'unknown' : isPrivate ? 'private' : 'public',
    ...toPartial(drift),
  };
}

/** A profile from `{user_info}`. */
export function readSearchedProfile(json: Json, counts: Map<string, number>): Item {
  const drift = createDrift(counts);
  const info = createFields(json, 'userInfo', drift);
  const user = info.object('user_info', 'author', needed) ?? createFields({}, 'user_info', drift);
  const followers = user.whole('follower_count', 'stats.followers', needed);
  return {
    ...toProfile(readCommentUser(user), user.text('uid', 'author')),
    text: user.text('signature', 'text', needed),
    stats: followers === null ? {} : { followers: toShownCount(followers) },
    media: readAvatarThumb(user),
    ...toPartial(drift),
  };
}

function toProfile({ author, handle }: Omit<Owner, 'isPrivate'>, id: string | null): Item {
  const word = handle ?? author?.handle?.slice(1) ?? '_';
  const item = createEmptyItem({
    platform: 'tiktok',
    id: id && isTikTokId(id) ? id : `@${word}`,
    kind: 'profile',
    url: author?.url ?? toProfileRef('profile', word).url,
  });
  return { ...item, author, title: author?.name ?? '' };
}
