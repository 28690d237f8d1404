/** The native port to the companion: calls with events, in any number at once, over one connection. */
import { z } from 'zod';
import { AppError, fromWire } from '../../shared/errors.ts';
import {
  type CommandEvent,
  type CommandName,
  type CommandParams,
  type CommandResponse,
  commands,
} from '../../shared/protocol/commands.ts';
import { type RequestFrame, replyFrameSchema } from '../../shared/protocol/envelope.ts';

/** What this module needs of `runtime.Port`. */
export interface NativePort {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

/** What may go with a call. */
export interface CallOptions<Name extends CommandName> {
  onEvent?: (event: CommandEvent<Name>) => void;
  /** Aborting sends `cancel`; what the companion had so far stays resumable. */
  signal?: AbortSignal;
}

export interface HostPort {
  /** Throws AppError: `host.*` for the connection, else the companion's own code. */
  call<Name extends CommandName>(
    name: Name,
    params: CommandParams<Name>,
    options?: CallOptions<Name>,
  ): Promise<CommandResponse<Name>>;
  /** Ends the connection, and with it whatever is still running; the next call opens another. */
  close(): void;
}

interface PendingCall {
  onEvent(event: unknown): void;
  resolve(result: unknown): void;
  reject(error: AppError): void;
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
export function createHostPort(connect: () => NativePort, readReason: () => string | undefined): HostPort {
  const pending = new Map<string, PendingCall>();
  let port: NativePort | null = null;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const rest = (): void => {
    clearTimeout(idleTimer);
    if (pending.size > 0) return;
    idleTimer = setTimeout(() => {
      port?.disconnect();
      port = null;
    }, idleMs);
  };

  /** A call that began while the port was resting keeps it open, however long it takes. */
  const hold = (id: string, call: PendingCall): void => {
    clearTimeout(idleTimer);
    pending.set(id, call);
  };

  const settle = (id: string): PendingCall | undefined => {
    const call = pending.get(id);
    pending.delete(id);
    rest();
    return call;
  };

  /** A reply of no known form still ends its call, which would else wait for ever. */
  const rejectMalformed = (message: unknown): void => {
    const named = z.looseObject({ id: z.string() }).safeParse(message);
    if (named.success) settle(named.data.id)?.reject(new AppError('host.protocol'));
  };

  const receive = (message: unknown): void => {
    const frame = replyFrameSchema.safeParse(message);
    if (!frame.success) {
      rejectMalformed(message);
      return;
    }
    if (frame.data.id === null) {
      if ('error' in frame.data && frame.data.error.code.startsWith('host.')) end(fromWire(frame.data.error));
      return;
    }
    if ('event' in frame.data) pending.get(frame.data.id)?.onEvent(frame.data.event);
    else if ('error' in frame.data) settle(frame.data.id)?.reject(fromWire(frame.data.error));
    else settle(frame.data.id)?.resolve(frame.data.result);
  };

  const fail = (error: AppError): void => {
    port = null;
    clearTimeout(idleTimer);
    const lost = [...pending.values()];
    pending.clear();
    for (const call of lost) call.reject(error);
  };

  /** Nothing comes behind an error of the companion itself: what waits, waits for nothing. */
  const end = (error: AppError): void => {
    const ended = port;
    fail(error);
    ended?.disconnect();
  };

  const open = (): NativePort => {
    const opened = connect();
    opened.onMessage.addListener(receive);
    opened.onDisconnect.addListener(() => {
      if (port === opened) fail(readDisconnect(readReason()));
    });
    port = opened;
    return opened;
  };

  /** A connection that cannot even be begun ends the call like one that is lost. */
  const send = (frame: RequestFrame): void => {
    try {
      (port ?? open()).postMessage(frame);
    } catch (thrown) {
      port = null;
      settle(frame.id)?.reject(readDisconnect(thrown instanceof Error ? thrown.message : undefined));
    }
  };

  return {
    close: () => end(new AppError('job.cancelled')),
    async call(name, params, { onEvent, signal } = {}) {
      signal?.throwIfAborted();
      const id = crypto.randomUUID();
      const { event, response } = commands[name];
      const cancel = (): void => {
        const call = settle(id);
        if (!call) return;
        port?.postMessage({ id: crypto.randomUUID(), command: 'cancel', params: { target: id } });
        call.reject(new AppError('job.cancelled'));
      };
      const result = new Promise<unknown>((resolve, reject) => {
        hold(id, {
          resolve,
          reject,
          onEvent(raw) {
            const parsed = event.safeParse(raw);
            if (parsed.success) onEvent?.(parsed.data as never);
          },
        });
      });
      signal?.addEventListener('abort', cancel);
      send({ id, command: name, params });
      try {
        const parsed = response.safeParse(await result);
        if (parsed.success) return parsed.data as CommandResponse<typeof name>;
        throw new AppError('host.protocol', undefined, { context: { command: name }, cause: parsed.error });
      } finally {
        // A job makes thousands of calls under one signal.
        signal?.removeEventListener('abort', cancel);
      }
    },
  };
}
