/** Calls to the companion that wait for their reply, by id, and what its messages do to them. */
import { z } from 'zod';
import { AppError, fromWire } from '../../shared/app-error.ts';
import { replyFrameSchema } from '../../shared/protocol/envelope.ts';

/** Where the events and the end of one call go. */
export interface PendingCall {
  onEvent(event: unknown): void;
  resolve(result: unknown): void;
  reject(error: AppError): void;
}

export interface PendingCalls {
  add(id: string, call: PendingCall): void;
  /** Takes a call out, to be ended by the caller; undefined when it has ended already. */
  settle(id: string): PendingCall | undefined;
  rejectAll(error: AppError): void;
  /** Hands a message to the call that it is for. An error of the companion itself is for none: it is given back. */
  receive(message: unknown): AppError | null;
}

/** `onIdle` is called when a call has ended and none is left. */
export function createPendingCalls(onIdle: () => void): PendingCalls {
  const pending = new Map<string, PendingCall>();

  const settle = (id: string): PendingCall | undefined => {
    const call = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) onIdle();
    return call;
  };

  /** A reply of no known form still ends its call, which would else wait for ever. */
  const rejectMalformed = (message: unknown): void => {
    const named = z.looseObject({ id: z.string() }).safeParse(message);
    if (named.success) settle(named.data.id)?.reject(new AppError('host.protocol'));
  };

  return {
    add: (id, call) => void pending.set(id, call),
    settle,
    rejectAll(error) {
      const lost = [...pending.values()];
      pending.clear();
      for (const call of lost) call.reject(error);
    },
    receive(message) {
      const { data: frame } = replyFrameSchema.safeParse(message);
      if (!frame) rejectMalformed(message);
      else if (frame.id === null)
        return 'error' in frame && frame.error.code.startsWith('host.') ? fromWire(frame.error) : null;
      else if ('event' in frame) pending.get(frame.id)?.onEvent(frame.event);
      else if ('error' in frame) settle(frame.id)?.reject(fromWire(frame.error));
      else settle(frame.id)?.resolve(frame.result);
      return null;
    },
  };
}
