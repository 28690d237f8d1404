import { describe, expect, it } from 'vitest';
import { findEmptyCatches, findMachinePaths, findSilencers, findUndocumentedExports } from './code-rules.ts';
import { findEmptyExportNames, findEmptyFileNames, toWords } from './naming-rules.ts';
import { createProjectOf, type Rule } from './project.ts';

const check = (rule: Rule, text: string, path = 'shared/a.ts'): string[] =>
  rule(createProjectOf({ [path]: text }));

describe('names', () => {
  it('are split at capitals, dashes and dots', () => {
    expect(toWords('parseHTTPAnswer')).toEqual(['parse', 'http', 'answer']);
    expect(toWords('page-tap.content')).toEqual(['page', 'tap', 'content']);
  });

  it.each([
    'shared/utils.ts',
    'shared/helpers/a.ts',
    'shared/job-manager.ts',
    'shared/handle-page.ts',
    'shared/data.ts',
  ])('of files such as %s are refused', (path) => {
    expect(check(findEmptyFileNames, '', path)).toHaveLength(1);
  });

  it.each([
    'shared/file-name.ts',
    'extension/media/files/write-handle.ts',
    'native-host/programs/run-group.ts',
  ])('of files such as %s are fine', (path) => {
    expect(check(findEmptyFileNames, '', path)).toEqual([]);
  });

  it.each(['handlePage', 'processItems', 'doIt', 'JobManager', 'commonThings', 'IJob', 'data'])(
    'of exports such as %s are refused',
    (name) => {
      expect(check(findEmptyExportNames, `export const ${name} = 1;`)).toHaveLength(1);
    },
  );

  it.each(['readPage', 'IdMap', 'document', 'toInfoJson', 'writeHandle', 'doneCount'])(
    'of exports such as %s are fine',
    (name) => {
      expect(check(findEmptyExportNames, `export const ${name} = 1;`)).toEqual([]);
    },
  );
});

describe('silencers', () => {
  it.each(['// @ts-expect-error later', '/* biome-ignore lint: no */', '// eslint-disable-next-line'])(
    'such as %s are refused',
    (comment) => {
      expect(check(findSilencers, `${comment}\nexport const a = 1;`)).toHaveLength(1);
    },
  );

  it('in texts and in prose are no silencers', () => {
    expect(
      check(findSilencers, "// the linter has a biome-ignore comment\nconst a = '// @ts-ignore';"),
    ).toEqual([]);
  });
});

describe('caught errors', () => {
  it.each(['try { a(); } catch {}', 'try { a(); } catch { /* fine */ }', 'a().catch(() => {});'])(
    'that are lost, as in "%s", are refused',
    (text) => {
      expect(check(findEmptyCatches, text)).toHaveLength(1);
    },
  );

  it.each(['try { a(); } catch { b(); }', 'a().catch(() => null);', 'a().then(() => {});'])(
    'that are answered, as in "%s", are fine',
    (text) => {
      expect(check(findEmptyCatches, text)).toEqual([]);
    },
  );
});

describe('docblocks', () => {
  it.each([
    ['a function', 'export function readPage() {}'],
    ['an arrow function', 'export const readPage = () => 1;'],
    ['a class', 'export class Page {}'],
    ['an interface', 'export interface Page {}'],
    ['a type', 'export type Page = string | null;'],
    ['a function with a line comment', '// reads\nexport function readPage() {}'],
  ])('are asked of %s', (_case, text) => {
    expect(check(findUndocumentedExports, text)[0]).toContain('exported without a docblock');
  });

  it.each([
    ['a documented function', '/** Reads. */\nexport function readPage() {}'],
    ['a constant', 'export const limit = 3;'],
    ['a type made from a schema', 'export type Page = z.infer<typeof pageSchema>;'],
    ['a type made from a constant', 'export type Code = keyof typeof codes;'],
    ['what is not exported', 'function readPage() {}'],
  ])('are not asked of %s', (_case, text) => {
    expect(check(findUndocumentedExports, text)).toEqual([]);
  });

  it('at the head of a file count for the export it is named after, and for no other', () => {
    const text = '/** Reads pages. */\nexport const readPage = () => 1;\nexport const readItem = () => 2;';
    expect(check(findUndocumentedExports, text, 'shared/read-page.ts')).toEqual([
      expect.stringContaining('shared/read-page.ts:3: readItem'),
    ]);
  });

  it('are not asked of tests and scripts', () => {
    expect(check(findUndocumentedExports, 'export function a() {}', 'scripts/a.ts')).toEqual([]);
  });
});

describe('folders of one machine', () => {
  const folder = ['', 'home', 'someone', 'project'].join('/');

  it('are refused in code and documents', () => {
    expect(check(findMachinePaths, `const a = '${folder}';`)).toHaveLength(1);
    expect(check(findMachinePaths, `see ${folder}/x`, 'docs/a.md')).toHaveLength(1);
  });

  it('are not mistaken for parts of an address', () => {
    expect(check(findMachinePaths, `const a = 'https://example.com${folder}';`)).toEqual([]);
  });
});
