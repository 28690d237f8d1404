import { browser } from 'wxt/browser';

const path = '/dashboard.html';

/** Shows the dashboard where a hash leads (see ui/dashboard-route.ts), in its own tab when it has one. */
export async function openDashboard(hash: string): Promise<void> {
  const url = chrome.runtime.getURL(path);
  const target = `${url}${hash}`;
  const [open] = await browser.tabs.query({ url: `${url}*` });
  if (open?.id === undefined) await browser.tabs.create({ url: target });
  else await browser.tabs.update(open.id, { active: true, url: target });
}
