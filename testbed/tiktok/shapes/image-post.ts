import type { Photo, Post } from '../catalog/model.ts';
import type { AnswerContext, Json } from './context.ts';

/** The pictures of a photo post. Both addresses of a picture are the same file. */
export function toImagePost(context: AnswerContext, post: Post): Json {
  const images = post.photos.map((photo) => toImage(context, post, photo));
  const [cover] = images;
  return { images, cover, shareCover: { imageURL: cover?.imageURL }, title: post.title };
}

function toImage({ media }: AnswerContext, post: Post, { index, width, height }: Photo): Json {
  const urlList = media.buildImage(
    { name: `photo/${post.id}/${index}`, width, height },
    'tplv-photomode-image.jpeg',
  );
  return { imageURL: { urlList }, imageWidth: width, imageHeight: height };
}
