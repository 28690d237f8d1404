/** One connection to a server, used for one GET after the other. */
import type { Socket } from 'node:net';
import { AppError } from '../../shared/app-error.ts';
import { type ByteSource, type OpenSocket, openByteSource } from './byte-source.ts';
import { createBodyReader } from './http-body.ts';
import { type Head, maxHeadBytes, parseHead } from './http-head.ts';

/** What is left of an unwanted body is read when it is no longer than this, which keeps the connection. */
const drainBytes = 64 * 1024;
const headEnd = '\r\n\r\n';

/** An answer whose head has come. */
export interface Answer extends Pick<Head, 'status' | 'headers'> {
  /** The next bytes of the body, valid until the next call; null at its end. Throws `media.incomplete` when the connection breaks. */
  read(): Promise<Buffer | null>;
  /** Lets go of what is not read, and of the connection when that is much. */
  discard(): void;
  /** Ends the connection; a `read` that waits throws the error. */
  destroy(error: Error): void;
}

/** How long a request may live. */
export interface AskOptions {
  /** Aborting breaks the connection, until the answer has ended. */
  signal: AbortSignal;
  /** Until the head of the answer has come. */
  timeoutMs: number;
}

/** An open connection. */
export interface HttpConnection {
  /**
   * Sends a request and settles with the head of the answer. The answer before must have been read to its end. Throws
   * `net.timeout` when the head does not come in time.
   */
  ask(requestHead: string, options: AskOptions): Promise<Answer>;
  /** Whether another request may be sent. */
  isIdle(): boolean;
  destroy(error?: Error): void;
}

const brokenOff = (cause?: unknown): AppError => new AppError('media.incomplete', undefined, { cause });

/** Reads up to the empty line; answers that only announce the real one (1xx) are passed over. */
async function readHead(source: ByteSource): Promise<Head> {
  for (;;) {
    let bytes: Buffer = Buffer.alloc(0);
    let at = -1;
    while (at < 0) {
      const piece = await source.read();
      if (!piece) throw brokenOff();
      const from = Math.max(0, bytes.length - headEnd.length);
      bytes = Buffer.concat([bytes, piece]);
      at = bytes.indexOf(headEnd, from, 'latin1');
      if (at < 0 && bytes.length > maxHeadBytes)
        throw new AppError('net.http', 'The server’s answer is broken: its head has no end.', {
          retryable: false,
        });
    }
    source.unread(bytes.subarray(at + headEnd.length));
    const head = parseHead(bytes.toString('latin1', 0, at));
    if (head.status >= 200) return head;
  }
}

/** The answer to one request; `onEnd` is called when the connection is free again. */
function createAnswer(
  head: Head,
  { source, socket, onEnd }: { source: ByteSource; socket: Socket; onEnd(): void },
): Answer {
  const body = createBodyReader(head.framing);
  let hasEnded = false;
  const finish = (): null => {
    if (hasEnded) return null;
    hasEnded = true;
    if (head.isPersistent && !source.isDisturbed()) onEnd();
    else socket.destroy();
    return null;
  };
  const answer: Answer = {
    status: head.status,
    headers: head.headers,
    async read() {
      if (!body) throw new AppError('media.incomplete', 'The server does not say how long the file is.');
      while (!body.isDone()) {
        const piece = await source.read();
        if (!piece) throw brokenOff();
        const { usedBytes, bytes } = body.next(piece);
        source.unread(piece.subarray(usedBytes));
        if (bytes) return bytes;
      }
      return finish();
    },
    discard() {
      const left = body?.leftBytes() ?? Number.POSITIVE_INFINITY;
      if (left > drainBytes) return void socket.destroy();
      const drain = async (): Promise<void> => {
        while (await answer.read());
      };
      drain().catch(() => socket.destroy());
    },
    destroy: (error) => void socket.destroy(error),
  };
  return answer;
}

/** Connects. Throws what `open` throws. `onIdle` is called after each answer that leaves the connection usable. */
export async function openHttpConnection(
  open: OpenSocket,
  { onIdle, onClose }: { onIdle(): void; onClose(): void },
): Promise<HttpConnection> {
  const { socket, source } = await openByteSource(open);
  let isAsking = false;
  socket.once('close', onClose);
  return {
    async ask(requestHead, { signal, timeoutMs }) {
      signal.throwIfAborted();
      isAsking = true;
      const timer = setTimeout(() => socket.destroy(new AppError('net.timeout')), timeoutMs);
      const abort = (): void => void socket.destroy(new AppError('job.cancelled'));
      signal.addEventListener('abort', abort, { once: true });
      const onEnd = (): void => {
        signal.removeEventListener('abort', abort);
        isAsking = false;
        source.watch();
        onIdle();
      };
      try {
        socket.write(requestHead, 'latin1');
        return createAnswer(await readHead(source), { source, socket, onEnd });
      } catch (error) {
        signal.removeEventListener('abort', abort);
        socket.destroy();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    isIdle: () => !isAsking && !source.isDisturbed() && !socket.destroyed,
    destroy: (error) => void socket.destroy(error),
  };
}
