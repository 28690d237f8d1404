/** The pictures of a post that is pictures, in their order. */
import type { ViewerDetails, ViewerRow } from '../records.ts';
import { build } from './element.ts';

const pictureKinds: readonly ViewerRow['kind'][] = ['photo_post', 'photo', 'post'];

/** Null where there are none beside the one that stands for the post in lists. */
export function buildPictures(row: ViewerRow, { files }: ViewerDetails): HTMLElement | null {
  if (!pictureKinds.includes(row.kind)) return null;
  const urls = files
    .filter(({ path, url }) => path.startsWith('media/images/') && url !== row.thumbnail)
    .map(({ url }) => url);
  if (urls.length === 0) return null;
  const pictures = urls.map((url, index) =>
    build(
      'li',
      {},
      build(
        'a',
        { href: url, 'aria-label': `Picture ${index + 1} of ${urls.length}` },
        build('img', { src: url, alt: '', loading: 'lazy' }),
      ),
    ),
  );
  return build('ul', { class: 'pictures', 'aria-label': 'Pictures' }, ...pictures);
}
