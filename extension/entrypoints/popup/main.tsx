import { render } from 'preact';
import { browser } from 'wxt/browser';
import { listenToNews, sendToBackground } from '../../messaging/client.ts';
import { matchSource, platforms } from '../../platforms/index.ts';
import { optionsKey } from '../../storage/options-key.ts';
import * as queries from '../../storage/queries.ts';
import { toDashboardHash } from '../../ui/dashboard-route.ts';
import { toKnownOptions } from '../../ui/known-options.ts';
import type { ActivePage, PopupPorts } from '../../ui/ports.ts';
import { PopupScreen } from '../../ui/screens/popup-screen.tsx';

async function readActivePage(): Promise<ActivePage> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  // Only pages of platforms have an address here: the extension may not see others.
  return { ref: matchSource(tab?.url ?? ''), tabId: tab?.id ?? null };
}

const openTab = (url: string) => void browser.tabs.create({ url }).then(() => window.close());

const ports: PopupPorts = {
  request: sendToBackground,
  listenToNews,
  queries,
  nowMs: () => Date.now(),
  readActivePage,
  readSavedOptions: async () => toKnownOptions((await browser.storage.local.get(optionsKey))[optionsKey]),
  writeSavedOptions: (options) => browser.storage.local.set({ [optionsKey]: options }),
  openCompanionHelp: () =>
    openTab(new URL(`/dashboard.html${toDashboardHash({ view: 'companion' })}`, location.href).href),
  openPlatform: () => openTab(platforms[0]?.homeUrl ?? 'https://www.youtube.com/'),
};

const screen = document.getElementById('screen');
if (screen) render(<PopupScreen ports={ports} />, screen);
