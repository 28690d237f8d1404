/** The right-click menu. The browser's own menu cannot be opened by a test: its event is sent to the worker instead. */
import type { Session } from './session.ts';

/** What was under the pointer, as the browser tells it. */
export interface MenuClick {
  menuItemId: string;
  pageUrl: string;
  linkUrl?: string;
  srcUrl?: string;
  mediaType?: 'image' | 'video';
}

interface Dispatcher {
  dispatch(click: MenuClick & { editable: boolean }, tab: { id: number }): void;
}

/** Chooses an entry of the menu in the tab that shows `pageUrl`. */
export async function chooseInMenu(session: Session, click: MenuClick): Promise<void> {
  const worker = await session.browser.worker();
  await worker.evaluate(async (chosen) => {
    const tabs = await chrome.tabs.query({});
    const tab = tabs.find(({ url }) => url === chosen.pageUrl);
    const { onClicked } = chrome.contextMenus as unknown as { onClicked: Dispatcher };
    onClicked.dispatch({ editable: false, ...chosen }, { id: tab?.id ?? -1 });
  }, click);
}
