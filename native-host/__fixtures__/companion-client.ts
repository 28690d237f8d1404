/** Starts the companion as a browser does and speaks frames with it over real pipes. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { extensionId } from '../../shared/extension-key.ts';
import { buildFrame, createFrameReader, parseFrame } from '../connection/framing.ts';
import { bareEnvironment } from './bare-environment.ts';

/** A frame from the companion, loosely: tests look at what they expect. */
export interface Reply {
  id: string | null;
  event?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: string; message: string };
}

export interface Answer {
  events: Record<string, unknown>[];
  result?: Reply['result'];
  error?: Reply['error'];
}

export interface Place {
  folder: string;
  root: string;
  runtime: string;
  configPath: string;
}

/** A machine of its own for a test: settings, root and runtime folder under one temporary folder. */
export function createPlace(settings: Record<string, unknown> = {}): Place {
  const folder = mkdtempSync(join(tmpdir(), 'star-host-'));
  const place = { folder, root: join(folder, 'root'), runtime: join(folder, 'run'), configPath: join(folder, 'config.json') };
  mkdirSync(place.runtime);
  writeFileSync(place.configPath, JSON.stringify({ root: place.root, ...settings }));
  return place;
}

export interface CompanionOptions {
  env?: Record<string, string>;
  origin?: string;
  main?: string;
}

export interface Companion {
  child: ChildProcessByStdio<Writable, Readable, Readable>;
  send(bytes: Buffer): void;
  /** Sends a command and settles with its answer. */
  call(command: string, params: unknown, id?: string): Promise<Answer>;
  /** The next frame that answers none of the calls. */
  stray(): Promise<Reply>;
  /** Settles when the command has told something. */
  firstEvent(id: string, accept?: (event: Record<string, unknown>) => boolean): Promise<void>;
  /** Closes the pipe as a browser does, and settles with the exit code. */
  close(): Promise<number | null>;
  errorText(): string;
}

export function startCompanion(place: Place, options: CompanionOptions = {}): Companion {
  const main = options.main ?? new URL('../main.ts', import.meta.url).pathname;
  const origin = options.origin ?? `chrome-extension://${extensionId}/`;
  const child = spawn(process.execPath, [main, origin], {
    env: { ...bareEnvironment, HOME: place.folder, STAR_EXPORT_CONFIG: place.configPath, TMPDIR: place.runtime, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const waiting = new Map<string, { answer: Answer; done(): void; watchers: ((event: Record<string, unknown>) => void)[] }>();
  const strays: Reply[] = [];
  const strayReaders: ((reply: Reply) => void)[] = [];
  const reader = createFrameReader();
  let errorText = '';
  child.stderr.on('data', (text) => {
    errorText += text;
  });
  child.stdin.on('error', () => undefined);

  const receive = (reply: Reply): void => {
    const call = reply.id === null ? undefined : waiting.get(reply.id);
    if (!call || reply.id === null) {
      const read = strayReaders.shift();
      if (read) read(reply);
      else strays.push(reply);
      return;
    }
    if (reply.event) {
      call.answer.events.push(reply.event);
      for (const watcher of call.watchers) watcher(reply.event);
      return;
    }
    Object.assign(call.answer, reply.result ? { result: reply.result } : { error: reply.error });
    waiting.delete(reply.id);
    call.done();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) receive(parseFrame(frame) as Reply);
  });

  // Nobody answers any more; a test must not wait for that until its time is over.
  void exited.then(() => {
    for (const { answer, done } of waiting.values()) {
      answer.error = { code: 'exited', message: errorText.slice(-2000) };
      done();
    }
    waiting.clear();
  });

  let count = 0;
  return {
    child,
    send: (bytes) => {
      child.stdin.write(bytes);
    },
    call(command, params, id = `call-${++count}`) {
      return new Promise((resolve) => {
        const answer: Answer = { events: [] };
        waiting.set(id, { answer, done: () => resolve(answer), watchers: [] });
        child.stdin.write(buildFrame({ id, command, params }));
      });
    },
    stray() {
      const first = strays.shift();
      return first ? Promise.resolve(first) : new Promise((resolve) => strayReaders.push(resolve));
    },
    firstEvent(id, accept = () => true) {
      return new Promise((resolve) => {
        const watch = (event: Record<string, unknown>): void => {
          if (accept(event)) resolve();
        };
        waiting.get(id)?.watchers.push(watch);
        for (const event of waiting.get(id)?.answer.events ?? []) watch(event);
      });
    },
    async close() {
      child.stdin.end();
      await exited;
      return child.exitCode;
    },
    errorText: () => errorText,
  };
}
