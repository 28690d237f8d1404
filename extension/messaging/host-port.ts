/** The native port to the companion: calls with events, in any number at once, over one connection. */
import { AppError } from '../../shared/app-error.ts';
import {
  type CommandEvent,
  type CommandName,
  type CommandParams,
  type CommandResponse,
  commands,
} from '../../shared/protocol/commands.ts';
import { createHostConnection, type NativePort } from './host-connection.ts';
import type { PendingCall } from './pending-calls.ts';

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

/** `readReason` gives the browser's words after a disconnect (`runtime.lastError`). */
export function createHostPort(connect: () => NativePort, readReason: () => string | undefined): HostPort {
  const connection = createHostConnection(connect, readReason);
  return {
    close: () => connection.end(new AppError('job.cancelled')),
    async call(name, params, { onEvent, signal } = {}) {
      signal?.throwIfAborted();
      const id = crypto.randomUUID();
      const { event, response } = commands[name];
      const cancel = (): void => connection.cancel(id);
      signal?.addEventListener('abort', cancel);
      try {
        const result = await new Promise<unknown>((resolve, reject) => {
          const call: PendingCall = {
            resolve,
            reject,
            onEvent(raw) {
              const parsed = event.safeParse(raw);
              if (parsed.success) onEvent?.(parsed.data as never);
            },
          };
          connection.send({ id, command: name, params }, call);
        });
        const parsed = response.safeParse(result);
        if (parsed.success) return parsed.data as CommandResponse<typeof name>;
        throw new AppError('host.protocol', undefined, { context: { command: name }, cause: parsed.error });
      } finally {
        // A job makes thousands of calls under one signal.
        signal?.removeEventListener('abort', cancel);
      }
    },
  };
}
