import { build } from './element.ts';
import type { Library } from './library.ts';

/** What wrote the page, and its keys. */
export function buildFooter(library: Library): HTMLElement {
  const { version } = library.head;
  const key = (name: string) => build('kbd', {}, name);
  return build(
    'footer',
    { class: 'footer' },
    build(
      'span',
      {},
      `Saved with Star Export${version ? ` ${version}` : ''}. This page works offline and sends nothing anywhere.`,
    ),
    build(
      'span',
      { class: 'keys' },
      key('/'),
      ' search ',
      key('←'),
      key('↑'),
      key('↓'),
      key('→'),
      ' move ',
      key('Enter'),
      ' open ',
      key('J'),
      key('K'),
      ' next, previous ',
      key('Esc'),
      ' back',
    ),
  );
}
