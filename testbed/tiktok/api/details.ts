import { tags } from '../catalog/texts.ts';
import { toAvatars, toProfileUser } from '../shapes/author.ts';
import type { AnswerContext, Json } from '../shapes/context.ts';
import { findRefusal } from '../shapes/context.ts';
import { toItem } from '../shapes/item.ts';
import { toMusic } from '../shapes/music.ts';
import { toUserStats } from '../shapes/stats.ts';
import { type Call, toEnvelope } from './call.ts';

/** `user/detail/`: the profile of in-page navigation. */
export const readUser: Call = (context, query) => {
  const { code, ...body } = toUserDetail(context, query.get('uniqueId') ?? '');
  return toEnvelope(context, body, code);
};

/** `item/detail/`: a post of in-page navigation. */
export const readItem: Call = (context, query) => {
  const post = context.world.posts.get(query.get('itemId') ?? '');
  const refusal = findRefusal(context, post);
  if (!post || refusal !== null) return toEnvelope(context, {}, refusal ?? 10204);
  return toEnvelope(context, { itemInfo: { itemStruct: toItem(context, post, 'list') } });
};

/** `challenge/detail/`: a tag by its name. */
export const readTag: Call = (context, query) => {
  const tag = tags.find(({ name }) => name === query.get('challengeName'));
  if (!tag) return toEnvelope(context, {}, 10205);
  const posts = [...context.world.posts.values()].filter(({ caption }) =>
    caption.tags.some(({ id }) => id === tag.id),
  );
  const stats = {
    videoCount: posts.length,
    viewCount: posts.reduce((sum, { stats: { plays } }) => sum + plays, 0),
  };
  const challenge = { id: tag.id, title: tag.name, desc: '', profileThumb: '', coverThumb: '' };
  return toEnvelope(context, { challengeInfo: { challenge, stats } });
};

/** `music/detail/`: a sound by its number. */
export const readSound: Call = (context, query) => {
  const post = [...context.world.posts.values()].find(({ sound }) => sound.id === query.get('musicId'));
  if (!post) return toEnvelope(context, {}, 10218);
  const author = post.sound.isOriginal ? post.author : undefined;
  return toEnvelope(context, {
    musicInfo: {
      music: toMusic(context, post, 'page'),
      ...(author && {
        author: { uniqueId: author.uniqueId, nickname: author.nickname, ...toAvatars(context, author) },
      }),
      stats: {
        videoCount: [...context.world.posts.values()].filter(({ sound }) => sound.id === post.sound.id)
          .length,
      },
    },
  });
};

/** What a profile's page and the call both say. The list of posts in it is always empty. */
export function toUserDetail(context: AnswerContext, uniqueId: string): Json & { code: number } {
  const { world, viewer } = context;
  const user = world.users.get(uniqueId);
  if (!user) return { userInfo: {}, code: uniqueId === world.removedName ? 10221 : 10202 };
  const numbers = toUserStats(world, user, viewer);
  return {
    userInfo: { user: toProfileUser(context, user), ...numbers, itemList: [] },
    shareMeta: {
      title: `${user.nickname} on TikTok`,
      desc: `@${user.uniqueId} ${user.followers} Followers, ${user.following} Following - Watch awesome short videos`,
    },
    needFix: false,
    // Said of private accounts even to those who may see them.
    code: user.isPrivate && user !== viewer ? 10222 : 0,
  };
}
