/** What no linter rule holds: silencers, empty catches, machine paths, exports without a docblock. */
import { basename } from 'node:path';
import { toWords } from './naming-rules.ts';
import { listCode, listProductCode, type Project, type Rule } from './project.ts';
import { type Export, isNode, listNodes, type Source, type SyntaxNode, toName, walk } from './source.ts';

// Put together, so that this file does not hold what it looks for.
const silencers = new RegExp(
  ['@ts-(ignore|expect-error|nocheck)', 'biome-ignore', 'eslint-disable', '(v8|c8|istanbul) ignore'].join(
    '|',
  ),
);

/** Comments that silence a checker. */
export const findSilencers: Rule = (project) =>
  listCode(project).flatMap((path) =>
    project
      .parse(path)
      .comments.filter(
        ({ text }) => silencers.test(text.trim()) && /^\s*\*?\s*(@|biome|eslint|v8|c8|istanbul)/.test(text),
      )
      .map(
        ({ text, line }) =>
          `${path}:${line}: "${text.trim()}" silences a checker: repair what it found instead`,
      ),
  );

const isEmptyBlock = (node: unknown): boolean =>
  isNode(node) && node.type === 'BlockStatement' && listNodes(node.body).length === 0;

/** `.catch(() => {})`, which loses an error as well as an empty catch block does. */
function isEmptyCatchCall(node: SyntaxNode): boolean {
  if (node.type !== 'CallExpression' || !isNode(node.callee)) return false;
  if (toName(node.callee.property) !== 'catch') return false;
  const [listener] = listNodes(node.arguments);
  return listener !== undefined && isEmptyBlock(listener.body);
}

/** Errors that are caught and dropped. */
export const findEmptyCatches: Rule = (project) =>
  listCode(project).flatMap((path) => {
    const { tree, lineOf } = project.parse(path);
    return [...walk(tree)]
      .filter((node) => (node.type === 'CatchClause' && isEmptyBlock(node.body)) || isEmptyCatchCall(node))
      .map(
        (node) =>
          `${path}:${lineOf(node.start)}: an error is caught and lost: let it pass, answer with a value, or rethrow what is unexpected`,
      );
  });

/** A type made from a schema or a constant says what that says; the docblock belongs there. */
const isDerived = ({ kind, text }: Export): boolean =>
  kind === 'type' && /=\s*(z\s*\.\s*(infer|input|output)\b|keyof\s+typeof\b|typeof\b|\(?typeof\b)/.test(text);

/** The export a file is named after. */
const isMain = (path: string, { name }: Export): boolean => {
  const [stem = ''] = basename(path).split('.');
  const named = stem === 'index' ? (path.split('/').at(-2) ?? '') : stem;
  return toWords(name).join('') === toWords(named).join('');
};

function needsDocblock(source: Source, found: Export): boolean {
  if (found.hasDocblock || found.kind === 'constant' || isDerived(found)) return false;
  const contracts = source.exports.filter(({ kind }) => kind !== 'constant');
  const speaksForIt = isMain(source.path, found) || contracts.length === 1;
  return !(source.hasModuleDocblock && speaksForIt);
}

/**
 * Exported functions, classes and types of the product without a docblock. The comment at the head of a file counts
 * for the export it is named after. Constants, and types made from a schema or a constant, need none.
 */
export const findUndocumentedExports: Rule = (project) =>
  listProductCode(project).flatMap((path) => {
    const source = project.parse(path);
    return source.exports
      .filter((found) => needsDocblock(source, found))
      .map(
        ({ name, line }) =>
          `${path}:${line}: ${name} is exported without a docblock: say in one sentence what it promises (units, errors)`,
      );
  });

const machinePaths = new RegExp(
  `(^|[\\s"'\`(=])/(${['wor' + 'k', 'tm' + 'p/bash', 'roo' + 't', 'hom' + 'e/[a-z]+'].join('|')})/`,
);

const isText = (path: string): boolean =>
  /\.(ts|tsx|mjs|json|md|css|html|yml|yaml|sh|txt)$|^\.ci\//.test(path);

/** Paths that exist on one machine only. */
export const findMachinePaths: Rule = (project: Project) =>
  project.paths
    .filter(
      (path) => isText(path) && path !== 'package-lock.json' && !/__fixtures__|\.test\.tsx?$/.test(path),
    )
    .flatMap((path) =>
      project
        .read(path)
        .split('\n')
        .flatMap((text, index) =>
          machinePaths.test(text)
            ? [
                `${path}:${index + 1}: names a folder of one machine: take it from an argument or the environment`,
              ]
            : [],
        ),
    );
