/** Keeps standard output for frames: a stray line there makes the browser drop the connection. */
import { Writable } from 'node:stream';

/** Returns the only door to standard output. Whatever else writes there, console included, ends on standard error. */
export function claimStandardOutput(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      write(chunk, done);
    },
  });
  process.stdout.on('error', (error) => output.destroy(error));
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return output;
}
