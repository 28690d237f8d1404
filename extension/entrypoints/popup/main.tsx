import { render } from 'preact';
import { browser } from 'wxt/browser';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import { listenToNews, sendToBackground } from '../../messaging/client.ts';
import { findPlatformOf, matchSource, platforms } from '../../platforms/index.ts';
import { readDownloadOptions, writeDownloadOptions } from '../../storage/download-options-store.ts';
import { optionsKey } from '../../storage/options-key.ts';
import { type DashboardRoute, toDashboardHash } from '../../ui/dashboard-route.ts';
import { toKnownOptions } from '../../ui/known-options.ts';
import { toPageAddress } from '../../ui/page-address.ts';
import type { ActivePage, PopupPorts } from '../../ui/ports.ts';
import { PopupScreen } from '../../ui/screens/popup-screen.tsx';
import { lateQueries as queries } from './late-queries.ts';

async function readActivePage(): Promise<ActivePage> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  // Pages of other sites have an address here only because the user opened the popup over them.
  const address = tab?.url ?? '';
  const ref = matchSource(address);
  return { ref, url: ref?.url ?? toPageAddress(address), tabId: tab?.id ?? null };
}

const openTab = (url: string) => void browser.tabs.create({ url }).then(() => window.close());
const openDashboard = (route: DashboardRoute) =>
  openTab(new URL(`/dashboard.html${toDashboardHash(route)}`, location.href).href);

async function readSavedOptions(): Promise<JobOptions> {
  const stored = await browser.storage.local.get(optionsKey);
  return toKnownOptions(stored[optionsKey]);
}

async function openPopup(container: HTMLElement): Promise<void> {
  const [activePage, savedOptions] = await Promise.all([readActivePage(), readSavedOptions()]);
  render(<PopupScreen ports={{ ...ports, activePage, savedOptions }} />, container);
}

const isPlatform = (url: string) => findPlatformOf(url) !== null;

const ports: Omit<PopupPorts, 'activePage' | 'savedOptions'> = {
  request: sendToBackground,
  listenToNews,
  queries,
  nowMs: () => Date.now(),
  copyText: (text) => navigator.clipboard.writeText(text),
  openLogins: async () => (await import('../../messaging/site-logins.ts')).createSiteLogins(isPlatform),
  readDownloadOptions,
  writeDownloadOptions,
  writeSavedOptions: (options) => browser.storage.local.set({ [optionsKey]: options }),
  findPlatform: findPlatformOf,
  openCompanionHelp: () => openDashboard({ view: 'companion' }),
  openDoctor: () => openDashboard({ view: 'doctor' }),
  openPlatform: () => openTab(platforms[0]?.homeUrl ?? 'https://www.youtube.com/'),
};

const screen = document.getElementById('screen');
if (screen) void openPopup(screen);
