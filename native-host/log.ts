/** The companion's own log: one line per event, without secrets, bounded. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const maxLogBytes = 1024 * 1024;
const maxLineLength = 2000;

/** Cookies by which the platforms know a login, and whatever calls itself a secret. */
const secretPairs =
  /([\w-]*(?:sid|token|session|secret|passw|login|signature)[\w-]*|\b(?:__Secure-[\w-]+|c_user|xs|datr|sb|fr|ttwid|odin_tt))=[^;&\s"']+/gi;

/** Takes out what could identify or log in a person: query strings, names and passwords, cookies, authorisation. */
export function redact(text: string): string {
  return text
    .replace(/(:\/\/)[^\s/@"'?#]+@/g, '$1…@')
    .replace(/(\/[^\s"'?#]*)[?#][^\s"']*/g, '$1?…')
    .replace(/\b(cookie|authorization|set-cookie)\b["']?\s*[:=,].*/gi, '$1: …')
    .replace(secretPairs, '$1=…');
}

export interface Log {
  write(event: string, text?: string): void;
}

/** Appends to the file, 0600, and starts a new one at 1 MiB, keeping one old one. A log that cannot be written is given up silently for that line: it must never end a download. */
export function createLog(path: string): Log {
  const rotate = (): void => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxLogBytes) renameSync(path, `${path}.old`);
  };
  return {
    write(event, text = '') {
      const line = `${new Date().toISOString()} ${process.pid} ${event} ${redact(text).replaceAll(/\s+/g, ' ')}`;
      try {
        rotate();
        appendFileSync(path, `${line.slice(0, maxLineLength)}\n`, { mode: 0o600 });
      } catch (error) {
        process.stderr.write(`star-export: the log cannot be written: ${String(error)}\n`);
      }
    },
  };
}

export const silentLog: Log = { write: () => undefined };
