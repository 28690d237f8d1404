/** One source file: its syntax tree, its imports and its exports. Parsed with oxc, which Vite brings along. */
import { posix } from 'node:path';
import { parseSync } from 'vite';

/** A node of the ESTree; what else it holds is read with `walk` and `isNode`. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

export interface Import {
  /** As it is written. */
  specifier: string;
  /** The file it names, relative to the project; null for a package or a built-in module. */
  path: string | null;
  /** It is loaded with the file: neither a type alone nor an `import()`. */
  isLoaded: boolean;
  /** What is taken from it by name; `*` where that cannot be told, as with `import()`. */
  names: string[];
  line: number;
}

/** How something was declared. */
export type ExportKind = 'function' | 'class' | 'interface' | 'type' | 'constant';

export interface Export {
  name: string;
  kind: ExportKind;
  /** A `/** … *\/` comment stands directly before it. */
  hasDocblock: boolean;
  /** The text of the declaration. */
  text: string;
  line: number;
}

export interface SourceComment {
  text: string;
  line: number;
}

export interface Source {
  path: string;
  text: string;
  tree: SyntaxNode;
  imports: Import[];
  /** What is declared and exported here; what is passed on from elsewhere is among the imports. */
  exports: Export[];
  comments: SourceComment[];
  /** Starts with a `/** … *\/` comment that speaks for the file. */
  hasModuleDocblock: boolean;
  lineOf(offset: number): number;
}

/** True for a part of the syntax tree. */
export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The node and everything in it, from the outside in. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
  }
}

/** The nodes a property of a node holds, whether it is one or a list. */
export function listNodes(value: unknown): SyntaxNode[] {
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}

/** The name of an identifier, or null. */
export const toName = (value: unknown): string | null =>
  isNode(value) && typeof value.name === 'string' ? value.name : null;

const toText = (value: unknown): string | null =>
  isNode(value) && value.type === 'Literal' && typeof value.value === 'string' ? value.value : null;

const isFunction = (value: unknown): boolean =>
  isNode(value) && /^(ArrowFunctionExpression|FunctionExpression)$/.test(value.type);

const declarationKinds: Record<string, ExportKind> = {
  FunctionDeclaration: 'function',
  TSDeclareFunction: 'function',
  ClassDeclaration: 'class',
  TSInterfaceDeclaration: 'interface',
  TSTypeAliasDeclaration: 'type',
};

function listDeclared(declaration: SyntaxNode): { name: string; kind: ExportKind }[] {
  const kind = declarationKinds[declaration.type];
  const name = toName(declaration.id);
  if (kind && name) return [{ name, kind }];
  return listNodes(declaration.declarations).flatMap((one) => {
    const constant = toName(one.id);
    const constantKind = isFunction(one.init) ? 'function' : 'constant';
    return constant ? [{ name: constant, kind: constantKind }] : [];
  });
}

const importTypes =
  /^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|ImportExpression|TSImportType)$/;

const isType = ({ importKind, exportKind }: SyntaxNode): boolean =>
  importKind === 'type' || exportKind === 'type';

function isLoaded(node: SyntaxNode): boolean {
  if (!/Declaration$/.test(node.type) || isType(node)) return false;
  const names = listNodes(node.specifiers);
  return names.length === 0 || !names.every(isType);
}

/** Names in `import { … }` and `export { … }`. */
function listNames(node: SyntaxNode): string[] {
  const names = listNodes(node.specifiers).map(({ type, imported, local }) =>
    type === 'ImportNamespaceSpecifier' ? '*' : (toName(imported ?? local) ?? '*'),
  );
  return names.length > 0 || node.type === 'ImportDeclaration' ? names : ['*'];
}

/** Parses a file; throws for one that is not valid TypeScript. */
export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const tree: unknown = parsed.program;
  if (!isNode(tree)) throw new Error(`${path} has no syntax tree`);

  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const docblockEnds = parsed.comments
    .filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
    .map(({ end }) => end);
  const hasDocblock = (start: number): boolean =>
    docblockEnds.some((end) => end <= start && text.slice(end, start).trim() === '');

  const imports = [...walk(tree)].flatMap((node): Import[] => {
    const specifier = importTypes.test(node.type) ? toText(node.source) : null;
    if (specifier === null) return [];
    const isRelative = specifier.startsWith('.');
    // `?url` and `?raw` are for the bundler; the file is the same.
    const target = isRelative ? posix.join(posix.dirname(path), specifier.replace(/\?.*$/, '')) : null;
    return [
      { specifier, path: target, isLoaded: isLoaded(node), names: listNames(node), line: lineOf(node.start) },
    ];
  });

  const exports = listNodes(tree.body).flatMap((statement): Export[] => {
    if (statement.type !== 'ExportNamedDeclaration' || !isNode(statement.declaration)) return [];
    const { start, end, declaration } = statement;
    const common = { hasDocblock: hasDocblock(start), text: text.slice(start, end), line: lineOf(start) };
    return listDeclared(declaration).map((declared) => ({ ...declared, ...common }));
  });

  return {
    path,
    text,
    tree,
    imports,
    exports,
    comments: parsed.comments.map(({ value, start }) => ({ text: value, line: lineOf(start) })),
    hasModuleDocblock: /^(#!.*\n)?\s*\/\*\*/.test(text),
    lineOf,
  };
}
