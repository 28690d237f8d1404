/** The project's files as the conventions see them: a tree on disk, or one made up for a test. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSource, type Source } from './source.ts';

/** What a convention looks at. Paths are relative to the project and have `/`. */
export interface Project {
  paths: string[];
  /** The text of a file; throws for one that is not there. */
  read(path: string): string;
  /** The parsed form of a TypeScript or JavaScript file. */
  parse(path: string): Source;
}

/** A convention: every breach as `path:line: what is wrong and what to do`. */
export type Rule = (project: Project) => string[];

/** Generated, fetched or kept by tools; `.ci` is ours. */
const isForeign = (name: string): boolean =>
  ['node_modules', 'dist', 'test-results', 'playwright-report'].includes(name) ||
  (name.startsWith('.') && name !== '.ci');

function listPaths(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !isForeign(name))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? listPaths(root, path) : [path];
    });
}

function createProject(paths: string[], read: (path: string) => string): Project {
  const parsed = new Map<string, Source>();
  const parse = (path: string): Source => {
    const source = parsed.get(path) ?? parseSource(path, read(path));
    parsed.set(path, source);
    return source;
  };
  return { paths: paths.sort(), read, parse };
}

/** The project on disk. It is walked rather than asked of git, so that a downloaded ZIP of it is checked too. */
export const openProject = (root: string): Project =>
  createProject(listPaths(root, ''), (path) => readFileSync(join(root, path), 'utf8'));

/** A tree made of texts, for the tests of the rules. */
export const createProjectOf = (files: Record<string, string>): Project =>
  createProject(Object.keys(files), (path) => {
    const text = files[path];
    if (text === undefined) throw new Error(`${path} is not in the made-up tree`);
    return text;
  });

const isCode = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts');

/** Tests, and what only they use. They may reach further than the room they are in. */
export const isTestCode = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) || /(^|\/)(__fixtures__|testing|e2e)\//.test(path);

/** Code that people write: neither fixtures nor generated files. */
export const listCode = ({ paths }: Project): string[] =>
  paths.filter((path) => isCode(path) && !path.includes('/__fixtures__/'));

const productRooms = ['shared/', 'extension/', 'native-host/'];

/** Code that is shipped. */
export const listProductCode = (project: Project): string[] =>
  listCode(project).filter((path) => productRooms.some((room) => path.startsWith(room)) && !isTestCode(path));
