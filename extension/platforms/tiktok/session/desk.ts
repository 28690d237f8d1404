/** What a collector has before it while it works in one page. */
import type { Item } from '../../../../shared/model/item.ts';
import type { Identity } from '../../../core/pages/identity.ts';
import type { Scroll } from '../../../core/pages/scrolled-list.ts';
import type { PageAccess } from '../../platform.ts';

export interface Desk {
  page: PageAccess;
  /** A post that was just read; asked for again it costs no second request. */
  kept: Item | null;
  scroll: Scroll;
  /** Who is logged in, as the document that was read last says. */
  identity: Identity;
}
