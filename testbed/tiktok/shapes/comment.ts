import type { Comment, Post, User } from '../catalog/model.ts';
import { toDescription } from './caption.ts';
import type { AnswerContext, Json } from './context.ts';

/** A comment, or a reply to the comment `parent`. All names are in snake case, as nowhere else on the site. */
export function toComment(
  context: AnswerContext,
  post: Post,
  { comment, parent }: { comment: Comment; parent?: Comment },
): Json {
  const { author } = comment;
  return {
    allow_download_photo: true,
    author_pin: false,
    aweme_id: post.id,
    cid: comment.id,
    collect_stat: 0,
    comment_language: 'en',
    create_time: comment.createdAtSec,
    digg_count: comment.likes,
    image_list: comment.picture ? [toPicture(context, comment.id, comment.picture)] : null,
    is_author_digged: comment.isLikedByAuthor,
    is_comment_translatable: false,
    label_list: comment.isLikedByAuthor ? [{ text: 'Liked by creator', type: 20 }] : null,
    no_show: false,
    reply_comment: null,
    reply_comment_total: comment.replies.filter(({ isFiltered }) => !isFiltered).length,
    reply_id: parent?.id ?? '0',
    reply_to_reply_id: '0',
    // Both hold who commented: to be found in no export that leaves people out.
    share_info: {
      acl: { code: 0, extra: '{}' },
      desc: `${author.nickname}'s comment: ${comment.text}`,
      title: toDescription(post.caption),
      url: `https://m.tiktok.com/v/${post.id}.html?_d=0&comment_author_id=${author.id}&preview_pb=0`,
    },
    status: 1,
    stick_position: 0,
    text: comment.text,
    text_extra: [],
    trans_btn_style: 0,
    user: toCommenter(context, author),
    user_buried: false,
    user_digged: 0,
  };
}

function toCommenter({ media }: AnswerContext, user: User): Json {
  const urls = media.buildImage(
    { name: `avatar/${user.id}`, width: 100, height: 100 },
    'tplv-tiktokx-cropcenter:100:100.jpeg',
  );
  return {
    avatar_thumb: { uri: `tos-alisg-avt-0068/${user.id}`, url_list: urls, url_prefix: null },
    custom_verify: user.verified ? 'Verified account' : '',
    nickname: user.nickname,
    sec_uid: user.secUid,
    uid: user.id,
    unique_id: user.uniqueId,
  };
}

function toPicture(
  { media }: AnswerContext,
  commentId: string,
  { width, height }: { width: number; height: number },
): Json {
  const urlList = media.buildImage({ name: `comment/${commentId}`, width, height }, 'tplv-image.image');
  const picture = {
    height,
    uri: `tos-alisg-i-comment/${commentId}`,
    url_list: urlList,
    url_prefix: null,
    width,
  };
  return { crop_url: picture, origin_url: picture, source: 0 };
}
