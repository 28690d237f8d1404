/** The companion as a browser starts it: frames on standard input and output until the browser closes the pipe. */
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError, toWire } from '../../shared/app-error.ts';
import type { ReplyFrame } from '../../shared/protocol/envelope.ts';
import type { HostSource } from '../host.ts';
import type { Log } from '../log.ts';
import { sweepJobFolders } from '../programs/job-folder.ts';
import { createDispatcher, type Dispatcher } from './dispatch.ts';
import { buildFrame, createFrameReader, parseFrame } from './framing.ts';

/** How long is waited for others. */
export interface ServeLimits {
  /** A frame that was begun must be whole by then. */
  frameMs: number;
  /** How long answers may lie there untaken. */
  answersMs: number;
  /** What has not ended by then after the end of the input is left to end with the process. */
  closingMs: number;
}

const usualLimits: ServeLimits = { frameMs: 10_000, answersMs: 60_000, closingMs: 60_000 };

interface Pipes {
  input: Readable;
  /** Gets frames and nothing else. */
  output: Writable;
}

/** Writes frames; one that cannot be built is replaced by an error of the same id. */
function createSender(output: Writable, log: Log): (frame: ReplyFrame) => void {
  const write = (frame: ReplyFrame): void => {
    if (!output.writable) return;
    try {
      output.write(buildFrame(frame));
    } catch (thrown) {
      output.write(buildFrame({ id: frame.id, error: toWire(thrown) }));
    }
  };
  output.on('error', (error) => log.write('output closed', error.message));
  return write;
}

function receiveAll(bodies: Buffer[], dispatcher: Dispatcher, send: (frame: ReplyFrame) => void): void {
  for (const body of bodies) {
    try {
      dispatcher.receive(parseFrame(body));
    } catch (thrown) {
      send({ id: null, error: toWire(thrown) });
    }
  }
}

/**
 * Feeds the input to `receive` until it ends. Rejects when the stream has lost its frame boundaries or stands still inside
 * a frame. Who does not take the answers is not listened to meanwhile, or they would fill our memory.
 */
function readFrames(
  { input, output }: Pipes,
  receive: (bodies: Buffer[]) => void,
  limits: ServeLimits,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const reader = createFrameReader();
    let deadline: NodeJS.Timeout | undefined;
    const fail = (error: unknown): void => {
      clearTimeout(deadline);
      input.removeAllListeners('data').destroy();
      reject(error);
    };
    const watch = (): void => {
      if (deadline || !reader.isInsideFrame()) return;
      deadline = setTimeout(
        () => fail(new AppError('input.invalid', 'A frame did not arrive in time.')),
        limits.frameMs,
      );
    };
    const unwatch = (): void => {
      clearTimeout(deadline);
      deadline = undefined;
    };
    const rest = (): void => {
      input.pause();
      // It is not the sender who keeps us waiting.
      unwatch();
      const goOn = (): void => {
        clearTimeout(patience);
        output.off('drain', goOn).off('close', goOn);
        watch();
        input.resume();
      };
      const patience = setTimeout(
        () => fail(new AppError('host.failed', 'Nobody takes the answers.')),
        limits.answersMs,
      );
      output.on('drain', goOn).on('close', goOn);
    };
    input.on('data', (chunk: Buffer) => {
      try {
        const bodies = reader.push(chunk);
        // A frame that came whole starts the clock anew for the one behind it.
        if (bodies.length > 0 || !reader.isInsideFrame()) unwatch();
        watch();
        receive(bodies);
        if (output.writableNeedDrain) rest();
      } catch (error) {
        fail(error);
      }
    });
    input.once('error', fail);
    input.once('close', resolve);
    input.once('end', () => {
      if (reader.isInsideFrame()) fail(new AppError('input.invalid', 'The input ended inside a frame.'));
      else resolve();
    });
  });
}

/**
 * Serves one connection; settles with the exit code when the input has ended and every child is gone. The end of the
 * input means "pause": running commands are aborted and what they have is kept for the next time.
 */
export async function serve(
  hosts: HostSource,
  pipes: Pipes,
  limits: ServeLimits = usualLimits,
): Promise<number> {
  const send = createSender(pipes.output, hosts.log);
  const dispatcher = createDispatcher(hosts, send);
  await sweepJobFolders(hosts.machine);
  try {
    await readFrames(pipes, (bodies) => receiveAll(bodies, dispatcher, send), limits);
    return 0;
  } catch (thrown) {
    hosts.log.write('input refused', toWire(thrown).message);
    send({ id: null, error: toWire(thrown) });
    return 1;
  } finally {
    // Whoever calls us ends the process then.
    await Promise.race([dispatcher.close(), wait(limits.closingMs, null, { ref: false })]);
  }
}
