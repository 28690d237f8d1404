/** The first bytes of a connection, read as an answer; what follows them stays in the socket. */
import type { Socket } from 'node:net';
import { AppError } from '../../shared/app-error.ts';

const timeoutMs = 30_000;
const maxAnswerBytes = 16 * 1024;

/**
 * Reads until `measure` knows how long the answer is (null: not yet) and that much is there. On any failure the socket
 * is destroyed. Throws `net.failed` and `net.timeout`.
 */
export function readAnswer(socket: Socket, measure: (bytes: Buffer) => number | null): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const finish = (): void => {
      clearTimeout(timer);
      socket.off('readable', read).off('end', end).off('error', fail).off('close', end);
    };
    const fail = (error: Error): void => {
      finish();
      socket.on('error', () => undefined).destroy();
      reject(error);
    };
    const end = (): void => fail(new AppError('net.failed', 'The proxy closed the connection.'));
    const timer = setTimeout(() => fail(new AppError('net.timeout')), timeoutMs);
    const read = (): void => {
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
        bytes = Buffer.concat([bytes, chunk]);
        const length = measure(bytes);
        if (length !== null && bytes.length >= length) {
          finish();
          if (bytes.length > length) socket.unshift(bytes.subarray(length));
          resolve(bytes.subarray(0, length));
          return;
        }
        if (bytes.length > maxAnswerBytes) {
          fail(new AppError('net.failed', 'The answer of the proxy has no end.'));
          return;
        }
      }
    };
    socket.on('readable', read).once('end', end).once('error', fail).once('close', end);
    read();
  });
}
