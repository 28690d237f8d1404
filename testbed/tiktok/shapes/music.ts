import type { Post } from '../catalog/model.ts';
import type { AnswerContext, Form, Json } from './context.ts';

/** The sound of a post. Pages say more than lists. */
export function toMusic({ media }: AnswerContext, { sound }: Post, form: Form): Json {
  const cover = (size: number) =>
    media.buildImage(
      { name: `sound/${sound.id}`, width: size, height: size },
      `tplv-tiktokx-cropcenter:${size}:${size}.jpeg`,
    )[0];
  const durationSec = sound.clip.durationSec;
  return {
    id: sound.id,
    title: sound.title,
    playUrl: media.buildSound(sound.id),
    coverLarge: cover(720),
    coverMedium: cover(200),
    coverThumb: cover(100),
    authorName: sound.authorName,
    original: sound.isOriginal,
    private: false,
    duration: durationSec,
    isCopyrighted: !sound.isOriginal,
    tt2dsp: {},
    ...(form === 'page' && {
      scheduleSearchTime: 0,
      collected: false,
      preciseDuration: {
        preciseDuration: durationSec,
        preciseShootDuration: durationSec,
        preciseAuditionDuration: durationSec,
        preciseVideoDuration: durationSec,
      },
    }),
  };
}
