/** A playlist's entries in their order; those that are in the archive are links, the others keep their place. */
import type { ViewerDetails, ViewerRow } from '../records.ts';
import { buildThumbnail, toFacts, toItemHash } from './card.ts';
import { build } from './element.ts';
import { formatNumberOf } from './format.ts';
import type { Library } from './library.ts';

export function buildEntries(
  library: Library,
  playlist: ViewerRow,
  entries: NonNullable<ViewerDetails['entries']>,
): HTMLElement {
  const [platform] = playlist.key.split(':');
  const lines = entries.map(({ id, title, position }) => {
    const place = library.find(`${platform}:post:${id}`);
    const row = place === undefined ? undefined : library.rows[place];
    const words = build(
      'span',
      { class: 'entry-words' },
      build('span', { class: 'entry-title', dir: 'auto' }, row?.title || title || id),
      build('span', { class: 'facts' }, row ? toFacts(row).join(' · ') : 'Not in this archive'),
    );
    const number = build('span', { class: 'entry-number' }, position.toLocaleString());
    if (!row)
      return build(
        'li',
        {},
        build('span', { class: 'entry entry-absent' }, number, build('span', { class: 'thumbnail' }), words),
      );
    return build(
      'li',
      {},
      build(
        'a',
        { class: 'entry', href: toItemHash(row.key) },
        number,
        buildThumbnail(row, library.head.withMedia),
        words,
      ),
    );
  });
  return build(
    'section',
    {},
    build('h2', {}, formatNumberOf(entries.length, 'entry', 'entries')),
    build('ol', { class: 'entries' }, ...lines),
  );
}
