/** The offscreen document: passes requests to the workers, and wakes the background. */
import { browser } from 'wxt/browser';
import { z } from 'zod';
import { toWire } from '../../../shared/app-error.ts';
import { isSmallKind } from '../../../shared/file-rule.ts';
import { askArchiveWorker as ask } from '../../media/archive/ask-archive-worker.ts';
import {
  type OffscreenReply,
  type OffscreenRequest,
  offscreenMessageSchema,
} from '../../messaging/protocol.ts';
import { wakePortName } from '../../messaging/wake-port.ts';
import { answerJoin, answerSound, stopJoins } from './join-desk.ts';
import { answerMedia, dropMedia } from './media-desk.ts';
import { answerPack } from './pack-desk.ts';

z.config({ jitless: true });

async function answer(request: OffscreenRequest): Promise<OffscreenReply> {
  switch (request.verb) {
    case 'write':
      return ask((worker) => worker.write(request));
    case 'fetch':
      return ask((worker) => worker.fetch({ ...request, mayLieAmongOthers: isSmallKind(request.expect) }));
    case 'join':
      return answerJoin(request);
    case 'sound':
      return answerSound(request);
    case 'drop':
      return ask((worker) => worker.drop(request));
    case 'stop':
      await stopJoins(request);
      return ask((worker) => worker.stop(request));
    case 'verify':
      return ask((worker) => worker.verify(request));
    case 'release':
      // A file that is being written cannot be removed.
      await stopJoins({ jobId: request.jobId, path: null });
      dropMedia(request.jobId);
      await answerPack({ verb: 'zip.drop', jobId: request.jobId });
      return ask((worker) => worker.release(request));
    case 'media.describe':
    case 'media.save':
    case 'media.offer':
    case 'media.stop':
      return answerMedia(request);
    default:
      return answerPack(request);
  }
}

// Answered by callback: a listener's promise is understood by the polyfill only, which is not in this build.
browser.runtime.onMessage.addListener(
  (message: unknown, _sender, reply: (answer: OffscreenReply) => void) => {
    const parsed = offscreenMessageSchema.safeParse(message);
    if (!parsed.success) return undefined;
    answer(parsed.data.request).then(reply, (error: unknown) => reply({ error: toWire(error) }));
    return true;
  },
);

const reconnectMs = 250;
const pingMs = 20_000;

/**
 * Chrome ends the background worker after 30 s without a message, or at any time. This document outlives it: it
 * pings while it is there, and a closed port is its sign to wake the worker again.
 */
function keepAwake(): void {
  const port = browser.runtime.connect({ name: wakePortName });
  const ping = setInterval(() => port.postMessage('awake'), pingMs);
  port.onDisconnect.addListener(() => {
    clearInterval(ping);
    setTimeout(keepAwake, reconnectMs);
  });
}
keepAwake();
