import { describe, expect, it } from 'vitest';
import { findBrokenLinks, findLostFiles, findMissingDocuments } from './document-rules.ts';
import {
  buildCodeRow,
  findUnlistedCodes,
  findUnlistedCommands,
  findUnlistedExporters,
  findUnlistedPlatforms,
} from './list-rules.ts';
import { createProjectOf } from './project.ts';

/** The tree without the file, for each file in turn. */
const withoutEach = (tree: Record<string, string>): [string, Record<string, string>][] =>
  Object.keys(tree).map((path) => [
    path,
    Object.fromEntries(Object.entries(tree).filter(([other]) => other !== path)),
  ]);

describe('a platform', () => {
  const complete = {
    'extension/platforms/index.ts': "import { mastodon } from './mastodon/index.ts';",
    'extension/platforms/mastodon/index.ts': 'export const mastodon: Platform = {};',
    'extension/platforms/mastodon/read.test.ts': '',
    'extension/platforms/README.md': 'Mastodon: toots',
    'README.md': 'Saves Mastodon.',
  };

  it('with everything is fine', () => {
    expect(findUnlistedPlatforms(createProjectOf(complete))).toEqual([]);
  });

  it.each(withoutEach(complete))('without %s is told what to add', (path, tree) => {
    const [problem] = findUnlistedPlatforms(createProjectOf(tree));
    expect(problem).toContain(path.endsWith('.test.ts') ? 'has no test' : path);
  });
});

describe('an exporter', () => {
  const complete = {
    'extension/exporters/index.ts': "import { csv } from './csv.ts';",
    'extension/exporters/csv.ts': "export const csv: Exporter = {\n  id: 'csv',\n};",
    'extension/exporters/csv.test.ts': '',
    'README.md': '`csv` opens in a spreadsheet',
  };

  it('with everything is fine', () => {
    expect(findUnlistedExporters(createProjectOf(complete))).toEqual([]);
  });

  it.each(withoutEach(complete).filter(([path]) => !path.endsWith('/csv.ts')))(
    'without %s is told what to add',
    (path, tree) => {
      expect(findUnlistedExporters(createProjectOf(tree))[0]).toContain(path);
    },
  );
});

describe('a command', () => {
  const complete = {
    'native-host/commands/index.ts': "import { hello } from './hello.ts';",
    'native-host/commands/hello.ts': 'export const hello = 1;',
    'native-host/commands/hello.test.ts': '',
    'native-host/PROTOCOL.md': '### `hello`',
  };

  it('with everything is fine', () => {
    expect(findUnlistedCommands(['hello'])(createProjectOf(complete))).toEqual([]);
  });

  it.each(withoutEach(complete))('without %s is told what to add', (path, tree) => {
    expect(findUnlistedCommands(['hello'])(createProjectOf(tree)).join('\n')).toContain(path);
  });

  it('without its schemas is told what to add', () => {
    expect(findUnlistedCommands([])(createProjectOf(complete))[0]).toContain('shared/protocol/commands.ts');
  });
});

describe('an error code', () => {
  const code = { sentence: 'The disk is full; free some space.', retryable: true };
  const codes = { 'storage.full': code };
  const complete = {
    'extension/storage/write.ts': "throw new AppError('storage.full');",
    'extension/storage/write.test.ts': "expect(error.code).toBe('storage.full');",
    'docs/errors.md': buildCodeRow('storage.full', code),
  };

  it('with everything is fine', () => {
    expect(findUnlistedCodes(codes)(createProjectOf(complete))).toEqual([]);
  });

  it.each([
    ['extension/storage/write.ts', 'nothing in the product uses storage.full'],
    ['extension/storage/write.test.ts', 'no test meets this error'],
    ['docs/errors.md', '| `storage.full` | The disk is full; free some space. | yes |'],
  ])('without %s is told: %s', (path, advice) => {
    const tree = Object.fromEntries(Object.entries(complete).filter(([other]) => other !== path));
    expect(findUnlistedCodes(codes)(createProjectOf(tree))).toEqual([expect.stringContaining(advice)]);
  });

  it('needs a sentence', () => {
    const [problem] = findUnlistedCodes({ 'storage.full': { ...code, sentence: 'full' } })(
      createProjectOf(complete),
    );
    expect(problem).toContain('needs a sentence');
  });

  it('that is documented must exist', () => {
    expect(findUnlistedCodes({})(createProjectOf(complete))).toEqual([
      expect.stringContaining('is no code any more'),
    ]);
  });
});

describe('documents', () => {
  it('may link to files, folders, headings and the web', () => {
    const text =
      '# The map\n[a](docs/a.md) [b](docs/) [c](#the-map) [d](https://example.com) `[e](nowhere.md)`';
    expect(findBrokenLinks(createProjectOf({ 'README.md': text, 'docs/a.md': '' }))).toEqual([]);
  });

  it.each(['docs/b.md', '#nothing', 'docs/a.md#nothing', '../outside.md'])(
    'may not link to %s, which is not there',
    (link) => {
      const tree = { 'README.md': `[x](${link})`, 'docs/a.md': '# Something' };
      expect(findBrokenLinks(createProjectOf(tree))).toHaveLength(1);
    },
  );

  it.each([
    ['one below the document', '`reader.ts`', 0],
    ['one below the document, linked', '[`away.ts`](../away.ts)', 0],
    ['one elsewhere with its room', '`shared/away.ts`', 0],
    ['one elsewhere without its room', '`away.ts`', 1],
    ['one that is gone', '`media/gone.ts`', 1],
    ['one whose name ends alike', '`ader.ts`', 1],
  ])('may name in a table %s, or not', (_case, name, problems) => {
    const tree = {
      'media/README.md': `Not of tables: \`gone.ts\`\n\n| a | ${name} |\n`,
      'media/read/reader.ts': '',
      'shared/away.ts': '',
    };
    expect(findLostFiles(createProjectOf(tree))).toHaveLength(problems);
  });

  it('that every project has are asked for', () => {
    expect(findMissingDocuments(createProjectOf({ 'README.md': '' })).join('\n')).toContain('CHANGELOG.md');
  });
});
