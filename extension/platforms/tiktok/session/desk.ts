/** What a collector has before it while it works in one page. */
import type { Item } from '../../../../shared/model/item.ts';
import type { Identity } from '../../../core/pages/identity.ts';
import type { PageAccess } from '../../platform.ts';

export interface Desk {
  page: PageAccess;
  /** A post that was just read; asked for again it costs no second request. */
  kept: Item | null;
  /** How often in a row one place of a list was answered with nothing. */
  silence: { place: string; times: number } | null;
  /** True once the list was read by scrolling from where it had to be. */
  isScrolling: boolean;
  /** Who is logged in, as the document that was read last says. */
  identity: Identity;
}
