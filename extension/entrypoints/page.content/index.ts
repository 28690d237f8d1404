import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { askBackground } from '../../messaging/ask-background.ts';
import { matchSource, platforms } from '../../platforms/index.ts';
import { createPageButton } from './page-button.ts';
import { readPageNews } from './read-page-news.ts';

/** While the page's own buttons are awaited, and afterwards. */
const searchEveryMs = 250;
const checkEveryMs = 1000;

export default defineContentScript({
  matches: platforms.flatMap((platform) => platform.pageMatches),
  runAt: 'document_idle',
  // The page needs not hear of us, and its listeners would run for nothing.
  noScriptStartedPostMessage: true,
  main(context) {
    const button = createPageButton({
      document,
      readRef: () => matchSource(location.href),
      ask: (name, request) => askBackground((message) => browser.runtime.sendMessage(message), name, request),
      nowMs: () => performance.now(),
    });
    const listen = (message: unknown, sender: { id?: string }) => {
      const news = sender.id === browser.runtime.id ? readPageNews(message) : null;
      if (news) button.take(news);
      return undefined;
    };

    // An older copy of this script may have left its button when the extension was updated.
    button.remove();
    browser.runtime.onMessage.addListener(listen);
    context.onInvalidated(() => button.remove());

    const check = () => button.check();
    const checkAgain = () => {
      if (!document.hidden) check();
      context.setTimeout(checkAgain, button.isSearching() ? searchEveryMs : checkEveryMs);
    };
    context.addEventListener(document, 'yt-navigate-finish' as keyof DocumentEventMap, check);
    context.addEventListener(window, 'popstate', check);
    checkAgain();
  },
});
