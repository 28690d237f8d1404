/** What a collector has before it while it works in one page. */
import type { Item } from '../../../../shared/model/item.ts';
import type { Json } from '../../../core/json.ts';
import { createScroll, type Scroll } from '../../../core/pages/scrolled-list.ts';
import type { PageAccess } from '../../platform.ts';
import type { SessionForm } from './session-form.ts';

/** How the page itself asks a query: its number in this release of the site, and the variables it sends. */
export interface Template {
  docId: string;
  variables: Json;
  /** True when it was taken from a request of the page, so that all its variables are known. */
  isWhole: boolean;
}

export interface Desk {
  page: PageAccess;
  /** By the query's friendly name. */
  templates: Map<string, Template>;
  /** True once the open document was looked through for them. */
  isLearnt: boolean;
  /** What every request of the page carries; null until it was needed. */
  form: SessionForm | null;
  /** How many requests were made, which each of them says. */
  asked: number;
  /** A post that was just read; asked for again it costs no second request. */
  kept: Item | null;
  scroll: Scroll;
}

/** A desk on which nothing lies yet. */
export function createDesk(page: PageAccess): Desk {
  return {
    page,
    templates: new Map(),
    isLearnt: false,
    form: null,
    asked: 0,
    kept: null,
    scroll: createScroll(),
  };
}
