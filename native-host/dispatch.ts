/** Frames to commands and back. Requests, events and responses are parsed strictly, whoever sent them. */
import { z } from 'zod';
import { AppError, toWire } from '../shared/errors.ts';
import {
  type CommandName,
  type CommandRequest,
  isCommandName,
  commands as schemas,
} from '../shared/protocol/commands.ts';
import { type ReplyFrame, type RequestFrame, requestFrameSchema } from '../shared/protocol/envelope.ts';
import { connectionClosed } from './closing.ts';
import { commandList } from './commands/index.ts';
import { closeDrafts } from './commands/write-file.ts';
import type { HostSource } from './host.ts';

const maxRunning = 64;
/** Room for those that end others. */
const maxEnding = 8;
const isEnding = (command: string): boolean => command === 'cancel' || command === 'pause';

/** The running commands of one connection. */
export interface Dispatcher {
  /** Starts what a frame asks for; the answer goes out by itself. */
  receive(message: unknown): void;
  /** Aborts everything and settles when the last command has ended and nothing half written is left of it. */
  close(): Promise<void>;
}

function parseWith<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('input.invalid', `${what} is not valid: ${z.prettifyError(parsed.error).slice(0, 500)}`);
}

/** The id of a frame that is otherwise not one of ours, so that its sender can tell which it was. */
function readId(message: unknown): string | null {
  const parsed = z.looseObject({ id: z.string().min(1).max(64) }).safeParse(message);
  return parsed.success ? parsed.data.id : null;
}

function toCancelled(signal: AbortSignal, thrown: unknown): unknown {
  return signal.aborted && !(thrown instanceof AppError)
    ? new AppError('job.cancelled', undefined, { cause: thrown })
    : thrown;
}

/** Settings are read anew for every command. `send` must not throw for frames of a lawful size. */
export function createDispatcher(hosts: HostSource, send: (frame: ReplyFrame) => void): Dispatcher {
  const running = new Map<string, { abort: AbortController; ended: Promise<void> }>();

  const runCommand = async <Name extends CommandName>(
    frame: RequestFrame,
    name: Name,
    signal: AbortSignal,
  ) => {
    const schema = schemas[name];
    // Indexing with a type parameter loses which schema belongs to which name; the cast puts it back.
    const request = parseWith(
      schema.request as unknown as z.ZodType<CommandRequest<Name>>,
      frame.params,
      `Request of ${name}`,
    );
    const result = await commandList[name].run(request, {
      host: await hosts.read(),
      signal,
      emit: (event) =>
        send({ id: frame.id, event: parseWith<unknown>(schema.event, event, `Event of ${name}`) }),
      cancel: (target) => {
        running.get(target)?.abort.abort();
        return running.has(target);
      },
    });
    const response = schema.response.safeParse(result);
    if (response.success) return response.data;
    throw new AppError(
      'bug.unexpected',
      `The answer of ${name} is not valid: ${z.prettifyError(response.error)}`,
    );
  };

  const answer = async (frame: RequestFrame, signal: AbortSignal): Promise<void> => {
    try {
      if (!isCommandName(frame.command))
        throw new AppError('input.invalid', `There is no command ${JSON.stringify(frame.command)}.`);
      send({ id: frame.id, result: await runCommand(frame, frame.command, signal) });
    } catch (thrown) {
      const error = toWire(toCancelled(signal, thrown));
      hosts.log.write('failed', `${frame.command} ${error.code} ${error.message}`);
      send({ id: frame.id, error });
    }
  };

  const start = (frame: RequestFrame): void => {
    if (running.has(frame.id)) throw new AppError('input.invalid', 'A command of this id is running.');
    if (running.size >= maxRunning + (isEnding(frame.command) ? maxEnding : 0))
      throw new AppError('host.busy', 'Too many commands are running.');
    const abort = new AbortController();
    const ended = answer(frame, abort.signal).finally(() => running.delete(frame.id));
    running.set(frame.id, { abort, ended });
  };

  return {
    receive(message) {
      try {
        start(parseWith(requestFrameSchema, message, 'The frame'));
      } catch (thrown) {
        const id = readId(message);
        // An error under the id of a running command would be taken for its answer.
        send({ id: id !== null && running.has(id) ? null : id, error: toWire(thrown) });
      }
    },
    async close() {
      const open = [...running.values()];
      for (const { abort } of open) abort.abort(connectionClosed);
      await Promise.allSettled(open.map(({ ended }) => ended));
      await closeDrafts();
    },
  };
}
