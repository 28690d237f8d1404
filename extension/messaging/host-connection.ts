/** One connection to the companion at a time: opened when something is asked, closed when nothing was for a while. */
import { AppError } from '../../shared/app-error.ts';
import type { RequestFrame } from '../../shared/protocol/envelope.ts';
import { createPendingCalls, type PendingCall } from './pending-calls.ts';

/** What this module needs of `runtime.Port`. */
export interface NativePort {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

export interface HostConnection {
  /** Asks; what comes of it goes to `call`. */
  send(frame: RequestFrame, call: PendingCall): void;
  /** Tells the companion to stop a call and rejects it with `job.cancelled`. */
  cancel(id: string): void;
  /** Ends the connection with whatever is running; the next call opens another. */
  end(error: AppError): void;
}

/** An open port keeps the worker alive, so it is closed when nothing was asked for a while. */
const idleMs = 30_000;

/** The browser only tells in English words why a port closed. */
function readDisconnect(reason: string | undefined): AppError {
  if (reason?.includes('not found')) return new AppError('host.missing', undefined, { context: { reason } });
  if (reason?.includes('forbidden'))
    return new AppError('host.forbidden', undefined, { context: { reason } });
  return new AppError('host.disconnected', undefined, { context: { reason: reason ?? 'port closed' } });
}

/** `readReason` gives the browser's words after a disconnect (`runtime.lastError`). */
export function createHostConnection(
  connect: () => NativePort,
  readReason: () => string | undefined,
): HostConnection {
  let port: NativePort | null = null;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const pending = createPendingCalls(() => {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => {
      port?.disconnect();
      port = null;
    }, idleMs);
  });

  const fail = (error: AppError): void => {
    port = null;
    clearTimeout(idleTimer);
    pending.rejectAll(error);
  };

  const end = (error: AppError): void => {
    const ended = port;
    fail(error);
    ended?.disconnect();
  };

  const open = (): NativePort => {
    const opened = connect();
    opened.onMessage.addListener((message) => {
      // Nothing comes behind an error of the companion itself: what waits, waits for nothing.
      const error = pending.receive(message);
      if (error) end(error);
    });
    opened.onDisconnect.addListener(() => {
      if (port === opened) fail(readDisconnect(readReason()));
    });
    port = opened;
    return opened;
  };

  return {
    end,
    send(frame, call) {
      // A call that began while the port was resting keeps it open, however long it takes.
      clearTimeout(idleTimer);
      pending.add(frame.id, call);
      try {
        (port ?? open()).postMessage(frame);
      } catch (thrown) {
        // A connection that cannot even be begun ends the call like one that is lost.
        port = null;
        pending
          .settle(frame.id)
          ?.reject(readDisconnect(thrown instanceof Error ? thrown.message : undefined));
      }
    },
    cancel(id) {
      const call = pending.settle(id);
      if (!call) return;
      port?.postMessage({ id: crypto.randomUUID(), command: 'cancel', params: { target: id } });
      call.reject(new AppError('job.cancelled'));
    },
  };
}
