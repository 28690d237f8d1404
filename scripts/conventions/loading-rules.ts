/** Holds what is drawn first to what it needs (docs/decisions/0030-screens-before-zod.md). */
import type { Project, Rule } from './project.ts';

/** What a user or a page waits for. */
const firstDrawn = [
  'extension/entrypoints/popup/main.tsx',
  'extension/entrypoints/page.content/index.ts',
  'extension/entrypoints/page-tap.content.ts',
  'extension/entrypoints/tap-relay.content.ts',
];

const late = new Set(['zod', 'idb', 'shared/error-codes.ts']);

/** What is loaded together with a file, each with the files that lead to it. */
function listLoaded(project: Project, entry: string): string[][] {
  const ways = new Map([[entry, [entry]]]);
  for (const [path, way] of ways) {
    if (!/\.tsx?$/.test(path) || !project.paths.includes(path)) continue;
    for (const found of project.parse(path).imports) {
      const target = found.path ?? found.specifier;
      if (found.isLoaded && !ways.has(target)) ways.set(target, [...way, target]);
    }
  }
  return [...ways.values()];
}

/** Ways on which the popup and what runs in every page load schemas, the library or the sentences of errors when they begin. */
export const findEarlySchemas: Rule = (project) =>
  firstDrawn
    .filter((entry) => project.paths.includes(entry))
    .flatMap((entry) => listLoaded(project, entry))
    .filter((way) => late.has(way.at(-1) ?? ''))
    .map(
      (way) =>
        `${way.join(' → ')}: is loaded before anything is drawn: throw ToldError instead of AppError, import types only, or import() it when it is needed`,
    );
