/** The extension's end of the tap: made before any script of the page, and kept for the collector. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { offerTapPort } from '../capture/tap-handover.ts';
import { keepTapPort } from '../capture/tap-slot.ts';

export default defineContentScript({
  // See wxt.config.ts.
  matches: [],
  runAt: 'document_start',
  noScriptStartedPostMessage: true,
  main() {
    keepTapPort(offerTapPort(window));
  },
});
