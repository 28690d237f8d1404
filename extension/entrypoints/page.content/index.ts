import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { askBackground } from '../../messaging/ask-background.ts';
import { createPageButtons } from './page-buttons.ts';
import { places, platform } from './page-platform.ts';
import { readPageNews } from './read-page-news.ts';
import { watchPage } from './watch-page.ts';

export default defineContentScript({
  matches: platform.pageMatches,
  runAt: 'document_idle',
  // The page needs not hear of us, and its listeners would run for nothing.
  noScriptStartedPostMessage: true,
  main(context) {
    const buttons = createPageButtons({
      document,
      places,
      readRef: () => platform.match(new URL(location.href)),
      ask: (name, request) => askBackground((message) => browser.runtime.sendMessage(message), name, request),
      nowMs: () => performance.now(),
    });
    const listen = (message: unknown, sender: { id?: string }) => {
      const news = sender.id === browser.runtime.id ? readPageNews(message) : null;
      if (news) buttons.take(news);
      return undefined;
    };

    // An older copy of this script may have left its buttons when the extension was updated.
    buttons.remove();
    browser.runtime.onMessage.addListener(listen);
    const watch = watchPage({
      document,
      check: buttons.check,
      isSearching: buttons.isSearching,
      // The context's own timers each leave a listener behind, and a page can be open for days.
      setTimeout: (run, ms) =>
        void setTimeout(() => {
          if (context.isValid) run();
        }, ms),
    });
    context.addEventListener(document, 'yt-navigate-finish' as keyof DocumentEventMap, watch.lookSoon);
    context.addEventListener(window, 'popstate', watch.lookSoon);
    context.onInvalidated(() => {
      watch.stop();
      buttons.remove();
    });
  },
});
