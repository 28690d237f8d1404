/** The pictures of a post that is pictures, in their order. */
import type { ViewerDetails, ViewerRow } from '../records.ts';
import { build } from './element.ts';

const pictureKinds: readonly ViewerRow['kind'][] = ['photo_post', 'photo', 'post'];

/** A picture that is one of several ends in its number; ids are longer. */
const readNumber = (path: string): number | null => {
  const number = /_(\d{1,4})\.\w+$/.exec(path)?.[1];
  return path.startsWith('media/images/') && number !== undefined ? Number(number) : null;
};

/** Null where there are none beside the one that stands for the post in lists. */
export function buildPictures(row: ViewerRow, { files }: ViewerDetails): HTMLElement | null {
  if (!pictureKinds.includes(row.kind)) return null;
  const urls = files
    .flatMap(({ path, url }) => {
      const number = readNumber(path);
      return number === null ? [] : [{ number, url }];
    })
    .sort((one, other) => one.number - other.number)
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
