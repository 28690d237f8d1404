import { browser } from 'wxt/browser';
import { hostName } from '../../../shared/protocol/envelope.ts';
import { createCompanionCare } from '../../messaging/companion-care.ts';
import { createHostPort } from '../../messaging/host-port.ts';
import { readBrowserId } from '../../messaging/read-browser-id.ts';

/** The companion as the dashboard looks after it. */
export const companionCare = createCompanionCare({
  createPort: () =>
    createHostPort(
      () => browser.runtime.connectNative(hostName),
      () => chrome.runtime.lastError?.message,
    ),
  extensionId: browser.runtime.id,
  browser: readBrowserId(navigator),
  nowMs: () => Date.now(),
});
