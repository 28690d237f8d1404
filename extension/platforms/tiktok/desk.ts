/** What a collector has before it while it works in one page. */
import type { Item } from '../../../shared/model/item.ts';
import type { PageAccess } from '../platform.ts';

export interface Desk {
  page: PageAccess;
  /** A post that was just read; asked for again it costs no second request. */
  kept: Item | null;
}
