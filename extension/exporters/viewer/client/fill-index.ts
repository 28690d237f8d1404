/** Reads titles at once, then descriptions, tags and comments whenever the browser has nothing better to do. */
import type { ViewerDetails } from '../records.ts';
import type { Library } from './library.ts';
import type { SearchIndex } from './search.ts';

const sliceMs = 12;

function toSearchText(details: ViewerDetails): string {
  const { text, tags, author, coAuthors = [], mentions = [], music, location, sharedPost } = details;
  const names = [author, ...coAuthors].flatMap((each) => [each?.handle, each?.name]);
  const said = [sharedPost?.author?.name, sharedPost?.text];
  return [text, ...tags, ...names, ...mentions, music?.title, music?.author, location?.name, ...said]
    .filter(Boolean)
    .join('\n');
}

export function fillIndex(library: Library, index: SearchIndex, onDone: () => void): void {
  for (const [place, { title, author, key }] of library.rows.entries())
    index.add(place, `${title}\n${author}\n${key}`);
  const { comments } = library.head.totals;
  let place = 0;

  const addDetails = () => {
    const details = library.details(place);
    if (details) index.add(place, toSearchText(details));
    if (comments) {
      const said = library.comments(place).map(({ author, text }) => `${author?.name ?? ''}\n${text}`);
      if (said.length > 0) index.add(place, said.join('\n'));
    }
  };
  const work = () => {
    const until = performance.now() + sliceMs;
    for (; place < library.rows.length && performance.now() < until; place += 1) addDetails();
    if (place < library.rows.length) setTimeout(work, 0);
    else onDone();
  };
  void library.ready.then(() => setTimeout(work, 0));
}
