import { render } from 'preact';
import { browser } from 'wxt/browser';
import { listenToNews, sendToBackground } from '../../messaging/client.ts';
import { platforms } from '../../platforms/index.ts';
import * as queries from '../../storage/queries.ts';
import type { DashboardPorts } from '../../ui/ports.ts';
import { DashboardScreen } from '../../ui/screens/dashboard-screen.tsx';

const ports: DashboardPorts = {
  request: sendToBackground,
  listenToNews,
  queries,
  nowMs: () => Date.now(),
  copyText: (text) => navigator.clipboard.writeText(text),
  homeUrl: platforms[0]?.homeUrl ?? 'https://www.youtube.com/',
  extensionId: browser.runtime.id,
};

const screen = document.getElementById('screen');
if (screen) render(<DashboardScreen ports={ports} />, screen);
