import type { ViewerKind } from '../records.ts';

const words: Partial<Record<ViewerKind, string | null>> = {
  photo: 'No picture was saved',
  photo_post: 'No picture was saved',
  story: 'No video or picture was saved',
  post: null,
};

/**
 * What is said of an item of which there is nothing to play or to look at. Null for posts: most are words alone and lack
 * nothing, and of the others the page says what was refused.
 */
export function toAbsentWords(kind: ViewerKind): string | null {
  const said = words[kind];
  return said === undefined ? 'No video file was saved' : said;
}
