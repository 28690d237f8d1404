/** What a collector may have of the page's own traffic. The ends of the tap are in capture/. */

/** An answer to one of the page's own requests. */
export interface TappedResponse {
  url: string;
  method: string;
  requestBody: string | null;
  status: number;
  /** Null when it was longer than the limit or no text. */
  body: string | null;
}

/** A request that the page is to make, under a path that the tap was armed with. */
export interface PageQuestion {
  /** Path and query on the page's own origin. */
  path: string;
  /** @default GET */
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** Names of the headers of the answer that are wanted, in small letters. */
  wantedHeaders?: string[];
}

/** What came of a question. */
export interface PageAnswer {
  status: number;
  url: string;
  /** Of the wanted headers those that the answer has. */
  headers: Record<string, string>;
  body: string;
}

export interface PageTap {
  /**
   * From now on questions under these paths are let through, and the page's own answers under them come to `listen`;
   * with null they are not copied, and no function of the page is touched. Calling it again replaces the order.
   */
  arm(paths: string[], listen: ((response: TappedResponse) => void) | null): void;
  /** Makes the page ask; throws `net.failed`, `net.timeout`, or `media.too_large` for a body over the limit. */
  ask(question: PageQuestion): Promise<PageAnswer>;
  /** The page has its own functions back. */
  disarm(): void;
}

/** Goes through the list that a page shows, and hands on what the page itself gets. */
export interface PageDriver {
  /** Whether somebody looks at the page: no other loads more. */
  isVisible(): boolean;
  isListening(): boolean;
  /** From now on the page's own answers under these paths are kept. */
  listen(paths: string[]): void;
  /** The next of them, after going on for it; null when the page brings none. */
  next(): Promise<TappedResponse | null>;
}
