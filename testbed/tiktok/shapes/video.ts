import { hash32 } from '../../prng.ts';
import type { Post } from '../catalog/model.ts';
import { findDefaultGear, findMarkedFile, type Gear, listGears } from '../media-files.ts';
import { toSubtitleText } from '../subtitles.ts';
import { type AnswerContext, type Form, type Json, toNumberIn } from './context.ts';

/** The `video` of a post. A photo post has one too: without files, sizes and length. */
export function toVideo(context: AnswerContext, post: Post, form: Form): Json {
  return post.kind === 'photo' ? toPhotoVideo(context, post) : toRealVideo(context, post, form);
}

function toRealVideo(context: AnswerContext, post: Post, form: Form): Json {
  const gear = findDefaultGear(post.clip);
  const urls = context.media.buildVideo(post, gear.file, context.chainToken);
  const marked = post.isKeepable ? findMarkedFile(post.clip) : undefined;
  const cover = toCover(context, post, gear);
  return {
    id: post.id,
    height: gear.height,
    width: gear.width,
    duration: post.clip.durationSec,
    ratio: toRatio(gear),
    cover,
    originCover: cover,
    dynamicCover: cover,
    playAddr: urls[0],
    downloadAddr: marked ? context.media.buildVideo(post, marked, context.chainToken)[0] : '',
    shareCover: ['', cover],
    reflowCover: cover,
    bitrate: gear.bitsPerSec,
    encodedType: 'normal',
    format: 'mp4',
    videoQuality: 'normal',
    encodeUserTag: '',
    codecType: gear.codecType,
    definition: toRatio(gear),
    ...(post.subtitles.length > 0 && { subtitleInfos: toSubtitleInfos(context, post, form) }),
    zoomCover: Object.fromEntries([240, 480, 720, 960].map((width) => [width, cover])),
    volumeInfo: { Loudness: -20.6, Peak: 0.42 },
    bitrateInfo: listGears(post.clip).map((each) => ({
      Bitrate: each.bitsPerSec,
      QualityType: each.qualityType,
      BitrateFPS: each.fps,
      GearName: each.gearName,
      PlayAddr: toPlayAddr(context, post, { gear: each, form }),
      CodecType: each.codecType,
      MVMAF: JSON.stringify({ 'v2.0': { srv1: { v1080: 92.3, v960: 94.1 } } }),
      Format: 'mp4',
      VideoExtra: JSON.stringify({ PktOffsetMap: JSON.stringify([{ time: 1, offset: 26_540 }]) }),
    })),
    size: toNumberIn(form, gear.sizeBytes),
    VQScore: '68.2',
    claInfo: {
      hasOriginalAudio: true,
      enableAutoCaption: true,
      captionInfos: [],
      captionsType: toNumberIn(form, 1),
    },
    videoID: toFileId(post),
    PlayAddrStruct: toPlayAddr(context, post, { gear, form }),
  };
}

function toPhotoVideo({ media }: AnswerContext, post: Post): Json {
  const first = post.photos[0] ?? { width: 1, height: 1 };
  const [cover, other] = media.buildImage(
    { name: `photo/${post.id}/0`, width: first.width, height: first.height },
    'tplv-photomode-image.jpeg',
  );
  return {
    id: post.id,
    height: 0,
    width: 0,
    duration: 0,
    cover,
    originCover: cover,
    dynamicCover: '',
    playAddr: '',
    downloadAddr: '',
    shareCover: ['', other],
    reflowCover: cover,
    subtitleInfos: [],
  };
}

function toPlayAddr(context: AnswerContext, post: Post, { gear, form }: { gear: Gear; form: Form }): Json {
  const fileId = toFileId(post);
  return {
    DataSize: toNumberIn(form, gear.sizeBytes),
    Width: gear.width,
    Height: gear.height,
    Uri: fileId,
    UrlList: context.media.buildVideo(post, gear.file, context.chainToken),
    UrlKey: `${fileId}_${gear.urlKey}_${gear.bitsPerSec}`,
    FileHash: hash32(`${post.clip.id}/${gear.file}`).toString(16).padStart(32, '0'),
    FileCs: 'c:0-45620-704a',
  };
}

function toSubtitleInfos({ media }: AnswerContext, post: Post, form: Form): Json[] {
  return post.subtitles.map((subtitle) => ({
    UrlExpire: toNumberIn(form, media.expiresAtSec()),
    Size: toNumberIn(form, Buffer.byteLength(toSubtitleText(post, subtitle.language))),
    LanguageID: toNumberIn('page', subtitle.language === 'eng-US' ? 2 : 8),
    LanguageCodeName: subtitle.language,
    Url: media.buildSubtitle(post, subtitle),
    Format: 'webvtt',
    Version: subtitle.source === 'ASR' ? '1' : '4',
    Source: subtitle.source,
  }));
}

function toCover({ media }: AnswerContext, post: Post, { width, height }: Gear): string {
  return media.buildImage({ name: `cover/${post.id}`, width, height }, 'tplv-tiktokx-origin.image')[0];
}

function toRatio({ urlKey }: Gear): string {
  return urlKey.slice(urlKey.indexOf('_') + 1);
}

function toFileId(post: Post): string {
  return `v14044g50000${hash32(post.id).toString(36).padStart(8, '0')}og65h5`;
}
