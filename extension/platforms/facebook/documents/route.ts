/** Which page Facebook itself says it shows. */
import { toArray, toText } from '../../../core/json.ts';
import { readPlain, seek } from './seek.ts';

/** The page as the site's router names it. */
export interface Route {
  /** Names of the page's components, such as `FBReelsRoot.react`. */
  roots: string[];
  /** The address as the router knows it, or null. */
  url: URL | null;
  /** The heading of a page that shows a message in place of content. */
  title: string | null;
}

/** Reads the object that has `rootView`; null when there is none. */
export function readRoute(route: unknown): Route | null {
  const view = seek(route, 'rootView');
  if (typeof view !== 'object' || view === null) return null;
  const names = toArray(seek(view, 'allResources')).map((entry) => toText(seek(entry, '__dr')) ?? '');
  const path = toText(seek(route, 'url')) ?? '';
  const isPath = path.startsWith('/') && URL.canParse(path, 'https://www.facebook.com');
  return {
    roots: names.filter(Boolean),
    url: isPath ? new URL(path, 'https://www.facebook.com') : null,
    title: readPlain(seek(view, 'props', 'title')),
  };
}
