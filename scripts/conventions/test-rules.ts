/** Tests that cannot fail, or that are left out without a word. `.only` is the linter's. */
import { listCode, type Rule } from './project.ts';
import { isNode, listNodes, type Source, type SyntaxNode, toName, walk } from './source.ts';

const testWords = new Set(['it', 'test', 'describe']);

interface TestCall {
  /** it, test or describe. */
  word: string;
  /** What is behind it: skip, todo, each … */
  modifiers: string[];
  given: SyntaxNode[];
}

/** `it.skip.each(table)('title', body)` → it, [skip, each], [title, body]. */
function toTestCall(node: SyntaxNode): TestCall | null {
  if (node.type !== 'CallExpression') return null;
  // The table of `it.each(table)('title', body)`; the call around it is the test.
  if (isNode(node.callee) && toName(node.callee.property) === 'each') return null;
  const modifiers: string[] = [];
  let callee: unknown = node.callee;
  while (isNode(callee) && !toName(callee)) {
    const modifier = callee.type === 'MemberExpression' ? toName(callee.property) : null;
    if (modifier) modifiers.unshift(modifier);
    callee = callee.type === 'MemberExpression' ? callee.object : callee.callee;
  }
  const word = toName(callee);
  return word && testWords.has(word) ? { word, modifiers, given: listNodes(node.arguments) } : null;
}

const isFunction = (node: SyntaxNode | undefined): node is SyntaxNode =>
  node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';

/** Playwright's `test.skip(condition, 'why')` gives its reason; `test.skip('title', body)` gives none. */
const givesReason = ({ given }: TestCall): boolean => given.length === 2 && !isFunction(given[1]);

/** Something in the body can fail: an expectation, an assertion, or a function named after one. */
const canFail = (body: string): boolean =>
  /\b(expect|assert|verify|check)\w*\b|\.(rejects|resolves)\b|\bwaitFor\w*\(/i.test(body);

/** `expect(true).toBe(true)` holds whatever the product does. */
const isHollow = (body: string): boolean =>
  /expect\((true|false|1|0|null)\)\s*\.\s*(not\s*\.\s*)?to\w+\(/.test(body);

/** Functions of the file in which something can fail; a test that calls one can fail too. */
function listExpecting({ tree, text }: Source): string[] {
  return listNodes(tree.body).flatMap((statement) =>
    [statement, ...listNodes(statement.declarations)].flatMap((node) => {
      const name = toName(node.id);
      return name && canFail(text.slice(node.start, node.end)) ? [name] : [];
    }),
  );
}

function judge(call: TestCall, source: Source): string | null {
  const { word, modifiers, given } = call;
  if (modifiers.includes('todo')) return 'a test to be written later: write it now or leave it out';
  if (modifiers.includes('skip') && !givesReason(call)) {
    return 'skipped without a reason: use skipIf with the condition, or skip(condition, reason)';
  }
  const body = given.find(isFunction);
  if (
    word === 'describe' ||
    !body ||
    modifiers.some((name) => /^(step|beforeEach|afterEach|beforeAll|afterAll|extend|use)$/.test(name))
  )
    return null;
  const written = source.text.slice(body.start, body.end);
  if (isHollow(written)) return 'expects a constant to be itself: expect something of the product';
  const callsOne = listExpecting(source).some((name) => new RegExp(`\\b${name}\\b`).test(written));
  return canFail(written) || callsOne ? null : 'nothing in this test can fail: expect something';
}

/** Every test that says nothing. */
export const findEmptyTests: Rule = (project) =>
  listCode(project)
    .filter((path) => /\.test\.tsx?$|\.spec\.ts$/.test(path))
    .flatMap((path) => {
      const source = project.parse(path);
      return [...walk(source.tree)].flatMap((node) => {
        const call = toTestCall(node);
        const reason = call && judge(call, source);
        return reason ? [`${path}:${source.lineOf(node.start)}: ${reason}`] : [];
      });
    });
