/** The page's end of the tap: in the page's own world, asleep until an export arms it. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { createPageTap } from '../capture/page-tap.ts';
import { acceptTapPort } from '../capture/tap-handover.ts';

export default defineContentScript({
  // See wxt.config.ts.
  matches: [],
  runAt: 'document_start',
  world: 'MAIN',
  main() {
    acceptTapPort(window, (port) => createPageTap(window, port));
  },
});
