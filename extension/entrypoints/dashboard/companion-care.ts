import { browser } from 'wxt/browser';
import { hostName } from '../../../shared/protocol/envelope.ts';
import { createCompanionCare } from '../../messaging/companion-care.ts';
import { createHostPort, type HostPort } from '../../messaging/host-port.ts';
import { readBrowserId } from '../../messaging/read-browser-id.ts';

/** A connection of this page's own. */
export const createCarePort = (): HostPort =>
  createHostPort(
    () => browser.runtime.connectNative(hostName),
    () => chrome.runtime.lastError?.message,
  );

/** The companion as the dashboard looks after it. */
export const companionCare = createCompanionCare({
  createPort: createCarePort,
  extensionId: browser.runtime.id,
  browser: readBrowserId(navigator),
  nowMs: () => Date.now(),
});
