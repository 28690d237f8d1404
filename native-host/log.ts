/** The companion's own log: one line per event, without secrets, bounded. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const maxLogBytes = 1024 * 1024;
const maxLineLength = 2000;

/** Whatever calls itself a secret, and the cookies by which the platforms know a login. */
const secretName =
  /sid|token|session|secret|passw|login|signature|(?:^|-)(?:__Secure-[\w-]+|c_user|xs|datr|sb|fr|ttwid|odin_tt)$/i;

const word = /[^\s"']*/y;
const gap = /[\s"']*/y;
const name = /[\w-]*/y;
const betweenNames = /[^\w-]*/y;
const value = /[^;&\s"']*/y;

/** Where a run of characters ends that begins at `from`; each run is read once, so that a long text takes no longer than many short ones. */
export type Skip = (text: string, from: number, run: RegExp) => number;

/** By one look of the regular expression, which is sticky and matches anything. */
export const skip: Skip = (text, from, run) => {
  run.lastIndex = from;
  run.exec(text);
  return run.lastIndex;
};

function cutQuery(text: string): string {
  const path = text.indexOf('/');
  const query = path === -1 ? -1 : text.slice(path).search(/[?#]/);
  return query === -1 ? text : `${text.slice(0, path + query)}?…`;
}

function cutQueries(text: string, skipRun: Skip): string {
  let cut = '';
  for (let at = 0; at < text.length; ) {
    const begin = skipRun(text, at, gap);
    const end = skipRun(text, begin, word);
    cut += text.slice(at, begin) + cutQuery(text.slice(begin, end));
    at = end;
  }
  return cut;
}

function hideSecrets(text: string, skipRun: Skip): string {
  let hidden = '';
  for (let at = 0; at < text.length; ) {
    const begin = skipRun(text, at, betweenNames);
    const end = skipRun(text, begin, name);
    const isSecret = text[end] === '=' && secretName.test(text.slice(begin, end));
    const next = isSecret ? skipRun(text, end + 1, value) : end;
    hidden += text.slice(at, end) + (next > end + 1 ? '=…' : text.slice(end, next));
    at = next;
  }
  return hidden;
}

/** Takes out what could identify or log in a person: query strings, names and passwords, cookies, authorisation. */
export function redact(text: string, skipRun = skip): string {
  const nameless = text.replace(/(:\/\/)[^\s/@"'?#]+@/g, '$1…@');
  const short = cutQueries(nameless, skipRun);
  const headless = short.replace(/\b(cookie|authorization|set-cookie)\b["']?\s*[:=,].*/gi, '$1: …');
  return hideSecrets(headless, skipRun);
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
