/** The one connection to the companion of this worker, and who answers there. */
import { browser } from 'wxt/browser';
import { AppError } from '../../../shared/app-error.ts';
import type { CommandResponse } from '../../../shared/protocol/commands.ts';
import { hostName, oldestProtocol, protocolVersion } from '../../../shared/protocol/envelope.ts';
import { createHostPort, type HostPort } from '../../messaging/host-port.ts';

/** Opened by the first call. */
export const host: HostPort = createHostPort(
  () => browser.runtime.connectNative(hostName),
  () => chrome.runtime.lastError?.message,
);

/** What the companion says of itself. */
export type Hello = CommandResponse<'hello'>;

/** Who the companion is. Throws AppError `host.*` when it is not there or speaks another version. */
export async function greetHost(): Promise<Hello> {
  const hello = await host.call('hello', {
    protocol: protocolVersion,
    oldest: oldestProtocol,
    client: browser.runtime.getManifest().version,
  });
  if (hello.protocol < oldestProtocol || hello.protocol > protocolVersion)
    throw new AppError('host.protocol', undefined, {
      context: { host: hello.protocol, extension: protocolVersion },
    });
  return hello;
}
