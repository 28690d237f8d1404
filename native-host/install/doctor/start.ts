/** Starts a launcher as a browser would, with nothing in its environment, and says hello. */
import { spawn } from 'node:child_process';
import { z } from 'zod';
import { buildErrorHops, type Hop } from '../../../shared/doctor.ts';
import { oldestProtocol, protocolVersion } from '../../../shared/protocol/envelope.ts';
import { type WireError, wireErrorSchema } from '../../../shared/wire-error.ts';
import { buildFrame, createFrameReader, parseFrame } from '../../connection/framing.ts';
import { byAction, byHand, fail, pass } from './hop.ts';

const timeoutMs = 30_000;

/** What came of it. */
export type StartEnd =
  | { kind: 'answered'; protocol: number; version: string; node: string }
  | { kind: 'refused'; error: WireError }
  | { kind: 'ended'; exitCode: number | null; errorText: string }
  | { kind: 'garbled'; reason: string }
  | { kind: 'silent' };

const replySchema = z.union([
  z.object({ error: wireErrorSchema }),
  z.object({ result: z.object({ protocol: z.number(), version: z.string(), node: z.string() }) }),
]);

function readReply(frame: Buffer): StartEnd {
  const reply = replySchema.safeParse(parseFrame(frame));
  if (!reply.success) return { kind: 'garbled', reason: 'its answer has another form' };
  if ('error' in reply.data) return { kind: 'refused', error: reply.data.error };
  const { protocol, version, node } = reply.data.result;
  return { kind: 'answered', protocol, version, node };
}

/** Batch files are run by the command interpreter, as browsers do it. */
function buildStart(launcher: string, args: readonly string[]): [string, string[]] {
  if (!launcher.endsWith('.bat')) return [launcher, [...args]];
  const line = [launcher, ...args].map((word) => `"${word}"`).join(' ');
  return ['cmd.exe', ['/d', '/s', '/c', `"${line}"`]];
}

/** `args` are what a browser passes: Chromium the origin, Firefox the manifest's path and the add-on's id. */
export function startLauncher(launcher: string, args: readonly string[]): Promise<StartEnd> {
  const child = spawn(...buildStart(launcher, args), {
    // Windows starts no program without its own folder.
    env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {},
    stdio: 'pipe',
    windowsHide: true,
    windowsVerbatimArguments: true,
  });
  let errorText = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errorText = `${errorText}${chunk.toString()}`.slice(-1000);
  });
  // It may be gone before it has read; that is told by its end.
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.write(
    buildFrame({ id: '1', command: 'hello', params: { protocol: protocolVersion, client: 'doctor' } }),
  );
  return new Promise<StartEnd>((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'silent' }), timeoutMs);
    const end = (how: StartEnd): void => {
      clearTimeout(timer);
      resolve(how);
    };
    const reader = createFrameReader();
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        const [frame] = reader.push(chunk);
        if (frame) end(readReply(frame));
      } catch (error) {
        end({ kind: 'garbled', reason: error instanceof Error ? error.message : String(error) });
      }
    });
    child.once('error', (error) => end({ kind: 'ended', exitCode: null, errorText: error.message }));
    child.once('close', (exitCode) => end({ kind: 'ended', exitCode, errorText: errorText.trim() }));
  }).finally(() => {
    // The end of its input is what tells a companion to end; what does not listen is ended.
    child.stdin.end();
    setTimeout(() => child.kill('SIGKILL'), 2000).unref();
  });
}

/** What is installed may be of another version than the doctor. */
const judgeProtocol = (protocol: number): Hop =>
  protocol >= oldestProtocol && protocol <= protocolVersion
    ? pass('protocol', `version ${protocol}`)
    : fail(
        'protocol',
        `What is installed speaks version ${protocol} of the protocol, this one ${protocolVersion}.`,
        byAction('install', 'Install the newer companion.'),
      );

/** The line that says most: of a trace the one with the error, else the last. */
function readCause(errorText: string): string {
  const lines = errorText.split('\n').map((line) => line.trim());
  return lines.find((line) => /Error\b/.test(line)) ?? lines.at(-1) ?? '';
}

/** Hops of what came of it. */
export function judgeStart(end: StartEnd): Hop[] {
  const again = byAction('install', 'Install the companion again.');
  switch (end.kind) {
    case 'answered':
      return [
        pass('start', `version ${end.version}, with an empty environment`),
        judgeProtocol(end.protocol),
      ];
    case 'refused': {
      const told = buildErrorHops(end.error).filter(({ state }) => state === 'failed');
      return told.length > 0 ? told : [fail('start', end.error.message, again)];
    }
    case 'ended': {
      const said = readCause(end.errorText);
      return [fail('start', `It ended at once (${end.exitCode ?? 'not started'}). ${said}`.trim(), again)];
    }
    case 'garbled':
      return [fail('start', `What it said was no answer: ${end.reason}.`, again)];
    case 'silent':
      return [
        fail(
          'start',
          'It did not answer in half a minute.',
          byHand('Look at what keeps it, or restart the computer.'),
        ),
      ];
  }
}
