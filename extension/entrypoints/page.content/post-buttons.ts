/** A button for each post of a feed, in the post's own row, for as long as the page keeps that row. */
import type { PostPlace } from '../../platforms/platform.ts';
import { createSourceButton, type SourceButton, type SourceButtonPorts } from './source-button.ts';

/** What the buttons need of their page and of the background. */
export interface PostButtonsPorts extends SourceButtonPorts {
  /** The posts that are in the document now. */
  findPosts(): PostPlace[];
}

export interface PostButtons {
  /** Gives every post its button. `pageUrl` is the source of the page itself, which has one already. */
  check(pageUrl: string | null): void;
  list(): SourceButton[];
  remove(): void;
}

/**
 * A feed takes posts out of the document and may put others into their rows: a button is known by its row, and is another
 * one as soon as another post is in it.
 */
export function createPostButtons(ports: PostButtonsPorts): PostButtons {
  const buttons = new Map<Element, SourceButton>();

  const drop = (row: Element) => {
    buttons.get(row)?.host.remove();
    buttons.delete(row);
  };

  const keep = ({ ref, container, layout }: PostPlace) => {
    if (buttons.get(container)?.ref.url !== ref.url) drop(container);
    const button = buttons.get(container) ?? createSourceButton(ref, ports);
    buttons.set(container, button);
    if (button.host.parentElement !== container) button.put(container, layout);
  };

  return {
    check(pageUrl) {
      const places = ports.findPosts().filter(({ ref }) => ref.url !== pageUrl);
      const rows = new Set(places.map(({ container }) => container));
      for (const row of buttons.keys()) if (!rows.has(row)) drop(row);
      for (const place of places) keep(place);
    },
    list: () => [...buttons.values()],
    remove() {
      for (const row of buttons.keys()) drop(row);
    },
  };
}
