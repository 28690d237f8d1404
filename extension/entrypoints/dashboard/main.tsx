import { render } from 'preact';
import { browser } from 'wxt/browser';
import { listenToNews, sendToBackground } from '../../messaging/client.ts';
import { findPlatformOf, platforms } from '../../platforms/index.ts';
import { readDownloadOptions, writeDownloadOptions } from '../../storage/download-options-store.ts';
import * as queries from '../../storage/queries.ts';
import { toDashboardHash } from '../../ui/dashboard-route.ts';
import type { DashboardPorts } from '../../ui/ports.ts';
import { DashboardScreen } from '../../ui/screens/dashboard-screen.tsx';
import { companionCare } from './companion-care.ts';

const ports: DashboardPorts = {
  request: sendToBackground,
  listenToNews,
  queries,
  nowMs: () => Date.now(),
  copyText: (text) => navigator.clipboard.writeText(text),
  openLogins: async () =>
    (await import('../../messaging/site-logins.ts')).createSiteLogins((url) => findPlatformOf(url) !== null),
  readDownloadOptions,
  writeDownloadOptions,
  openDoctor: () => {
    location.hash = toDashboardHash({ view: 'doctor' });
  },
  homes: platforms,
  extensionId: browser.runtime.id,
  extensionVersion: browser.runtime.getManifest().version,
  browserName: navigator.userAgent,
  care: companionCare,
  async listUnreadable(what) {
    const { listUnreadableDownloads, listUnreadableJobs } = await import(
      '../../storage/unreadable-records.ts'
    );
    return what === 'jobs' ? listUnreadableJobs() : listUnreadableDownloads();
  },
  openConvertDesk: async () => (await import('./convert-desk.ts')).createConvertDesk(),
  openPlaceDesk: async () => (await import('./place-desk.ts')).placeDesk,
  reloadExtension: () => browser.runtime.reload(),
};

const screen = document.getElementById('screen');
if (screen) render(<DashboardScreen ports={ports} />, screen);
