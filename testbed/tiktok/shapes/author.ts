import type { User } from '../catalog/model.ts';
import type { AnswerContext, Form, Json } from './context.ts';

/** An account's picture in the three sizes the site offers. */
export function toAvatars({ media }: AnswerContext, user: User): Json {
  const picture = (size: number) =>
    media.buildImage(
      { name: `avatar/${user.id}`, width: size, height: size },
      `tplv-tiktokx-cropcenter:${size}:${size}.jpeg`,
    )[0];
  return { avatarLarger: picture(1080), avatarMedium: picture(720), avatarThumb: picture(100) };
}

/** Who made a post, as it stands in the post. Pages say more than lists. */
export function toAuthor(context: AnswerContext, user: User, form: Form): Json {
  return {
    ...toBasics(context, user),
    isEmbedBanned: false,
    UserStoryStatus: 0,
    ...(form === 'page' && {
      shortId: '',
      createTime: user.createdAtSec,
      roomId: '',
      uniqueIdModifyTime: 0,
      ttSeller: false,
      recommendReason: '',
      nowInvitationCardUrl: '',
      nickNameModifyTime: 0,
      canExpPlaylist: false,
      suggestAccountBind: false,
    }),
  };
}

/** An account as its own page has it. */
export function toProfileUser(context: AnswerContext, user: User): Json {
  const isOwner = user === context.world.owner;
  return {
    ...toAuthor(context, user, 'page'),
    commerceUserInfo: { commerceUser: false },
    profileTab: {
      showMusicTab: false,
      showQuestionTab: false,
      showPlayListTab: isOwner && context.world.playlists.length > 0,
    },
    followingVisibility: 1,
    canExpPlaylist: true,
    profileEmbedPermission: 1,
    language: 'en',
    eventList: [],
    isOrganization: 0,
  };
}

/** An account in a list of accounts. */
export function toListedUser(context: AnswerContext, user: User): Json {
  return { ...toBasics(context, user), ttSeller: false };
}

/** What an account is wherever it stands. */
function toBasics(context: AnswerContext, user: User): Json {
  const isFollowed = context.viewer === context.world.owner && context.world.following.includes(user);
  return {
    id: user.id,
    uniqueId: user.uniqueId,
    nickname: user.nickname,
    ...toAvatars(context, user),
    signature: user.signature,
    verified: user.verified,
    secUid: user.secUid,
    ftc: false,
    relation: isFollowed ? 1 : 0,
    openFavorite: false,
    commentSetting: 0,
    duetSetting: 0,
    stitchSetting: 0,
    privateAccount: user.isPrivate,
    secret: user.isPrivate,
    isADVirtual: false,
    downloadSetting: 0,
  };
}
