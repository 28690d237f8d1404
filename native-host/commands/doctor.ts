import { defineCommand } from '../define-command.ts';
import { examineHost, sortHops } from '../install/doctor/examine-host.ts';
import { examinePort } from '../install/doctor/examine-port.ts';

/** Everything from the browser's manifest to the disk, each hop as soon as it was looked at; nothing is changed. */
export const doctor = defineCommand('doctor', async (request, { host, emit }) => {
  const { nonce, browser, extensionId } = request;
  const nowMs = Date.now();
  const way = await examinePort({ host, browser, extensionId });
  for (const hop of way) emit({ hop });
  const rest = await examineHost({
    host,
    nowMs,
    callerNowMs: request.nowMs,
    onHop: (hop) => emit({ hop }),
  });
  return { nonce, nowMs, hops: sortHops([...way, ...rest]) };
});
