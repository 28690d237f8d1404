/** Names that say nothing, in files and in exports. */
import { basename } from 'node:path';
import { listCode, type Rule } from './project.ts';

const emptyWords = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'manager', 'managers']);

/** They begin a name that could mean anything; `handle` and `process` hide whether something is read, built or run. */
const emptyBeginnings = new Set(['handle', 'process', 'manage', 'do', 'data', 'info']);

/** Names that are fixed elsewhere: a command of the companion, known under it by everybody who knows yt-dlp. */
const fixedNames = new Set(['info']);

const verbs = 'parse, read, build, to/from, is/has/can, create, define, run';

/** `readPage2` → read, page2; `HTTPServer` → http, server; `page-tap` → page, tap. */
export function toWords(name: string): string[] {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return spaced.split(/[^A-Za-z0-9]+/).map((word) => word.toLowerCase());
}

function judgeName(name: string): string | null {
  if (fixedNames.has(name)) return null;
  const words = toWords(name);
  const empty = words.find((word) => emptyWords.has(word));
  if (empty) return `"${empty}" says nothing: name it after what it holds`;
  const [first = ''] = words;
  if (emptyBeginnings.has(first))
    return `"${first}" says nothing: begin with a verb that does (${verbs}) or a noun`;
  return /^I[A-Z][a-z]/.test(name) ? 'an interface needs no I before its name' : null;
}

/** Files and folders of code with empty names. */
export const findEmptyFileNames: Rule = (project) =>
  listCode(project).flatMap((path) => {
    const folders = path.split('/').slice(0, -1);
    const [stem = ''] = basename(path).split('.');
    return [...folders, stem].flatMap((part) => {
      const reason = judgeName(part);
      return reason ? [`${path}: ${reason}`] : [];
    });
  });

/** Exports with empty names. */
export const findEmptyExportNames: Rule = (project) =>
  listCode(project).flatMap((path) =>
    project.parse(path).exports.flatMap(({ name, line }) => {
      const reason = judgeName(name);
      return reason ? [`${path}:${line}: ${name}: ${reason}`] : [];
    }),
  );
