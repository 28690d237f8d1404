/** The contract of a platform: data that Node and the browser can import, and two lazy doors. See README.md for the recipe. */

import type { FileRule } from '../../shared/file-rule.ts';
import type { FileExpectation } from '../../shared/file-type.ts';
import type { PlatformId, SourceKind, SourceRef } from '../../shared/model/source.ts';
import type { Identity } from '../core/pages/identity.ts';
import type { CollectorReply, CollectorRequest, PageRead } from '../core/pages/page-read.ts';
import type { PageDriver, PageTap } from '../core/pages/page-tap.ts';
import type { RequestCosts } from '../core/requests/estimate-requests.ts';
import type { RequestBudget } from '../core/requests/request-budget.ts';

/** Pure data and a pure function: no `browser.*`, no DOM, nothing at module level. The manifest is made from it. */
export interface StoredPlatform {
  id: PlatformId;
  label: string;
  /** Match patterns of the pages where buttons appear and collectors run. */
  pageMatches: string[];
  /** Match patterns of links that may name a source, for the context menu; short links included. */
  linkMatches: string[];
  /** Match patterns that need host permission: pages, cookies and media. */
  hostPermissions: string[];
  /** Domains whose cookies a job of this platform may lend to the companion. */
  cookieDomains: string[];
  /** Where a new tab is opened when no tab of the platform is left. */
  homeUrl: string;
  /** How much one account may be asked for; the user can change it. */
  budget: RequestBudget;
  /** What things take of it: booked beforehand, corrected by what was really asked, and told before an export. */
  requests: RequestCosts;
  /** The source a URL names, with all its variants, or null. */
  match(url: URL): SourceRef | null;
}

/** An address and the source it names. Definitions are in every page, examples are for tests: they have a file of their own. */
export interface SourceExample {
  url: string;
  ref: SourceRef;
}

/**
 * What the platform serves of the files that have addresses: types and sizes. Anything else is refused and reported, so
 * rather let too much through than too little. In a file of their own, like the examples: only jobs need them.
 */
export type FileRules = Partial<Record<FileExpectation, FileRule>>;

/**
 * How a button sits in its place: as one more pill of a row, as one more round button of a column, or as one more plain
 * button of the bar below a post.
 */
export type ButtonLayout = 'row' | 'column' | 'bar' | 'floating';

/** A place that a kind of page may have for the button. */
export interface Anchor {
  /** A container of the page's own buttons; the button becomes its last child, in a column its first. */
  selector: string;
  layout: ButtonLayout;
  /** Finds the container in what the selector found, where it has no name of its own; null where it is not there. */
  within?(found: Element): Element | null;
}

/** A post among others on a page, or a list that is open in it, with the place of its own button. */
export interface PostPlace {
  ref: SourceRef;
  container: Element;
  layout: ButtonLayout;
}

/** Where a platform's pages have room for buttons: in every page of the platform, so small, and nowhere else. */
export interface ButtonPlaces {
  /** Places for the page button on a page of this kind, best first. */
  anchors(kind: SourceKind): Anchor[];
  /**
   * Posts among others that are in the document now, as far as they say which they are, and lists that the address does
   * not name; absent where only pages have buttons.
   */
  findPosts?(root: ParentNode, page: URL): PostPlace[];
  /** What marks a part of a page as dark, and what as light: the nearest mark round a button is the one it goes by. */
  themes: { dark: string; light: string };
}

/** A platform whose live pages are read too. */
export interface Platform extends StoredPlatform {
  /**
   * Paths of the page's own requests that its collector asks again, through the page; the tap is put into its pages and
   * lets nothing else through. Empty: no tap.
   */
  tapPaths: string[];
  /** Whether a list shows the newest first: an export of what is new need not read such a one to its end. */
  isNewestFirst(list: Pick<SourceRef, 'kind' | 'id'>): boolean;
  /**
   * Set where readers give the addresses of whole media files: how those are asked for. Null where only yt-dlp reaches
   * them, so that the companion is needed.
   */
  media: {
    referer: string;
    /** Domains of the media hosts, which the browser sends the referer to. */
    domains: string[];
  } | null;
}

/** A stored page: an HTML document or a JSON body, with the URL it came from when that is known. */
export interface StoredPage {
  url: string | null;
  status: number | null;
  body: string;
  /** Body of the request that brought it, where that was recorded: an API answer does not say what was asked. */
  requestBody?: string | null;
}

/** Reads what was stored; pure. Never throws on bad input: an unreadable page is `unknown` with an error. */
export interface PageReader {
  readPage(page: StoredPage): PageRead;
}

/** What a collector may use of the page it runs in; tests pass their own. */
export interface PageAccess {
  url(): URL;
  /** The document's HTML as it is now. */
  html(): string;
  /** Cookies that scripts may read, as `document.cookie` has them. */
  cookie(): string;
  fetch: typeof fetch;
  /** The way to the page's own requests; null where the platform has none, or the page was open before the extension. */
  tap: PageTap | null;
  /** The way through a list that the page shows, for where questions are not answered; null where there is no tap. */
  driver: PageDriver | null;
  /** Addresses of what the page itself has asked for since it was loaded. */
  requestUrls(): string[];
  /** When the document was loaded, in Unix milliseconds; without it the document counts as fresh. */
  loadedAtMs?: () => number;
  nowMs(): number;
}

/** Answers a job's questions from inside a page of the platform. Never throws: errors are replies. */
export interface Collector {
  answer(request: CollectorRequest): Promise<CollectorReply>;
  /** Whom the last answer was made for, or else the page. It asks for nothing and never throws. */
  identity(): Identity;
}

/** The lazy half of a platform whose stored pages can be read, and nothing more yet. */
export interface StoredPageReaders {
  reader: PageReader;
}

/** The lazy half of a platform: what reads stored pages, and what reads live ones from inside. */
export interface PlatformReaders extends StoredPageReaders {
  createCollector(page: PageAccess): Collector;
}
