/** Frames to commands and back. Requests, events and responses are parsed strictly, whoever sent them. */
import { z } from 'zod';
import { AppError, toWire } from '../../shared/app-error.ts';
import {
  type CommandName,
  type CommandRequest,
  isCommandName,
  commands as schemas,
} from '../../shared/protocol/commands.ts';
import { type ReplyFrame, type RequestFrame, requestFrameSchema } from '../../shared/protocol/envelope.ts';
import { connectionClosed } from '../closing.ts';
import { commandList } from '../commands/index.ts';
import { closeDrafts } from '../commands/write-file.ts';
import type { CommandContext } from '../define-command.ts';
import type { HostSource } from '../host.ts';

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

/** What any command may use; its events are parsed when they are known to be of one. */
interface AnyContext extends Omit<CommandContext<CommandName>, 'emit'> {
  emit(event: unknown): void;
}

/** Runs a command of this name; what it takes, tells and gives is parsed. */
async function runCommand<Name extends CommandName>(
  name: Name,
  params: unknown,
  { emit, ...context }: AnyContext,
): Promise<unknown> {
  const schema = schemas[name];
  // Indexing with a type parameter loses which schema belongs to which name; the cast puts it back.
  const request = parseWith(
    schema.request as unknown as z.ZodType<CommandRequest<Name>>,
    params,
    `Request of ${name}`,
  );
  const result = await commandList[name].run(request, {
    ...context,
    emit: (event) => emit(parseWith<unknown>(schema.event, event, `Event of ${name}`)),
  });
  const response = schema.response.safeParse(result);
  if (response.success) return response.data;
  throw new AppError(
    'bug.unexpected',
    `The answer of ${name} is not valid: ${z.prettifyError(response.error)}`,
  );
}

/** Settings are read anew for every command. `send` must not throw for frames of a lawful size. */
export function createDispatcher(hosts: HostSource, send: (frame: ReplyFrame) => void): Dispatcher {
  const running = new Map<string, { abort: AbortController; ended: Promise<void> }>();

  const answer = async (frame: RequestFrame, signal: AbortSignal): Promise<void> => {
    try {
      if (!isCommandName(frame.command))
        throw new AppError('input.invalid', `There is no command ${JSON.stringify(frame.command)}.`);
      const result = await runCommand(frame.command, frame.params, {
        host: await hosts.read(),
        signal,
        emit: (event) => send({ id: frame.id, event }),
        cancel: (target) => {
          running.get(target)?.abort.abort();
          return running.has(target);
        },
      });
      send({ id: frame.id, result });
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
