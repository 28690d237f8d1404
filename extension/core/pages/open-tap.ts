/** The ways into a page that is open: its own requests, and through the list that it shows. */
import { AppError } from '../../../shared/app-error.ts';
import type { PageDriver, PageTap } from './page-tap.ts';

/** What a page offers. */
interface Ways {
  tap: PageTap | null;
  driver: PageDriver | null;
}

/** Questions under these paths are let through from now on. Throws `platform.tab_lost` where the page has no tap. */
export function openTap({ tap, driver }: Ways, paths: string[]): PageTap {
  // The tap goes into pages while they load: one that was open before the extension has none.
  if (!tap)
    throw new AppError('platform.tab_lost', 'The tab was open before Star Export was; reload it.', {
      context: { tap: 'missing' },
    });
  // Listening lets questions through as well.
  if (!driver?.isListening()) tap.arm(paths, null);
  return tap;
}

/** The page's own answers under these paths are kept from now on. Throws `platform.tab_hidden` where nobody looks at it. */
export function openDriver({ driver }: Pick<Ways, 'driver'>, paths: string[]): PageDriver {
  if (!driver) throw new AppError('platform.no_answer');
  driver.listen(paths);
  if (!driver.isVisible()) throw new AppError('platform.tab_hidden');
  return driver;
}
