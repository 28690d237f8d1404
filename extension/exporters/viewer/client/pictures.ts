/** The pictures of a post: all of them, and each large on a click. */
import type { ViewerDetails } from '../records.ts';
import { build, buildIcon } from './element.ts';

/** Null where nothing was posted but a film. */
export function buildPictures({ files }: ViewerDetails): HTMLElement | null {
  const urls = files.flatMap(({ isPicture, url }) => (isPicture ? [url] : []));
  if (urls.length === 0) return null;
  const dialog = createDialog(urls);
  const toName = (index: number) => `Picture ${index + 1} of ${urls.length}`;
  const pictures = urls.map((url, index) =>
    build(
      'li',
      {},
      build(
        'button',
        { type: 'button', class: 'picture', 'aria-label': toName(index), onclick: () => dialog.show(index) },
        build('img', { src: url, alt: '', loading: 'lazy' }),
      ),
    ),
  );
  const count = urls.length === 1 ? 'pictures single' : 'pictures';
  return build(
    'div',
    {},
    build('ul', { class: count, 'aria-label': 'Pictures' }, ...pictures),
    dialog.element,
  );
}

/** One picture over the page, with arrows to the others. */
function createDialog(urls: readonly string[]) {
  let shown = 0;
  const image = build('img', { class: 'lightbox-picture', alt: '' });
  const words = build('span', { role: 'status' });
  const move = (steps: number) => {
    shown = (shown + steps + urls.length) % urls.length;
    image.src = urls[shown] ?? '';
    image.alt = `Picture ${shown + 1}`;
    words.textContent = `${(shown + 1).toLocaleString()} of ${urls.length.toLocaleString()}`;
  };
  const button = (label: string, icon: 'back' | 'next' | 'close', onclick: () => void) =>
    build(
      'button',
      { type: 'button', class: 'icon-button button', 'aria-label': label, onclick },
      buildIcon(icon),
    );
  const several = urls.length > 1;
  const element: HTMLDialogElement = build(
    'dialog',
    {
      class: 'lightbox',
      'aria-label': 'Picture',
      onclick: (event) => event.target === element && element.close(),
      onkeydown: (event) => {
        const steps =
          event instanceof KeyboardEvent ? { ArrowLeft: -1, ArrowRight: 1 }[event.key] : undefined;
        if (steps) move(steps);
        // The keys of the page behind it are not meant.
        event.stopPropagation();
      },
    },
    build(
      'div',
      { class: 'lightbox-bar' },
      several && button('Previous picture', 'back', () => move(-1)),
      several && words,
      several && button('Next picture', 'next', () => move(1)),
      button('Close', 'close', () => element.close()),
    ),
    image,
  );
  return {
    element,
    show(index: number): void {
      shown = index;
      move(0);
      element.showModal();
    },
  };
}
