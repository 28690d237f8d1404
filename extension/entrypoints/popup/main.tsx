import { render } from 'preact';
import { browser } from 'wxt/browser';
import type { JobOptions } from '../../../shared/model/job-options.ts';
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

async function readSavedOptions(): Promise<JobOptions> {
  const stored = await browser.storage.local.get(optionsKey);
  return toKnownOptions(stored[optionsKey]);
}

async function openPopup(container: HTMLElement): Promise<void> {
  const [activePage, savedOptions] = await Promise.all([readActivePage(), readSavedOptions()]);
  render(<PopupScreen ports={{ ...ports, activePage, savedOptions }} />, container);
}

const ports: Omit<PopupPorts, 'activePage' | 'savedOptions'> = {
  request: sendToBackground,
  listenToNews,
  queries,
  nowMs: () => Date.now(),
  writeSavedOptions: (options) => browser.storage.local.set({ [optionsKey]: options }),
  openCompanionHelp: () =>
    openTab(new URL(`/dashboard.html${toDashboardHash({ view: 'companion' })}`, location.href).href),
  openPlatform: () => openTab(platforms[0]?.homeUrl ?? 'https://www.youtube.com/'),
};

const screen = document.getElementById('screen');
if (screen) void openPopup(screen);
