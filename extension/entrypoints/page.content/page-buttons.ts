/** All buttons of one document: the one of the page, and those of the posts on it. */
import type { PageNews } from '../../messaging/protocol.ts';
import type { ButtonPlaces } from '../../platforms/platform.ts';
import { buttonTagName } from './button-element.ts';
import { createPageButton, type PageButtonPorts } from './page-button.ts';
import { createPostButtons } from './post-buttons.ts';

/** What the buttons need of their page and of the background. */
export interface PageButtonsPorts extends Omit<PageButtonPorts, 'news' | 'anchors'> {
  places: ButtonPlaces;
}

export interface PageButtons {
  /** Puts every button where it belongs now. */
  check(): void;
  /** True while the place of the page's button is still being looked for. */
  isSearching(): boolean;
  take(news: PageNews): void;
  remove(): void;
}

/** Nothing is on the page until the first `check`. */
export function createPageButtons({ places, ...rest }: PageButtonsPorts): PageButtons {
  const { document: doc } = rest;
  const { dark, light } = places.themes;
  const ports = { ...rest, anchors: places.anchors, news: new Map<string, PageNews>() };
  const page = createPageButton(ports);
  const posts = createPostButtons({
    ...ports,
    findPosts: () => places.findPosts?.(doc, new URL(doc.URL)) ?? [],
  });
  const list = () => {
    const current = page.current();
    return current ? [current, ...posts.list()] : posts.list();
  };

  const paint = (host: HTMLElement) => {
    // Around the button: its own mark may be of the same name.
    const mark = host.parentElement?.closest(`${dark}, ${light}`);
    const theme = mark?.matches(dark) ? 'dark' : 'light';
    if (host.dataset.theme !== theme) host.dataset.theme = theme;
  };

  return {
    check() {
      page.check();
      posts.check(page.current()?.ref.url ?? null);
      for (const { host } of list()) paint(host);
    },
    isSearching: page.isSearching,
    take(latest) {
      ports.news.set(latest.refUrl, latest);
      for (const button of list()) if (button.ref.url === latest.refUrl) button.refresh();
    },
    remove() {
      page.remove();
      posts.remove();
      for (const left of [...doc.getElementsByTagName(buttonTagName)]) left.remove();
    },
  };
}
