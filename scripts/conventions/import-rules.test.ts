import { describe, expect, it } from 'vitest';
import {
  findExportersThatMeet,
  findForbiddenImports,
  findImportsOfLaterRooms,
  findUntakenExports,
} from './import-rules.ts';
import { createProjectOf } from './project.ts';

/** The problems of one file that imports one thing. */
const importing = (path: string, specifier: string): string[] =>
  findForbiddenImports(createProjectOf({ [path]: `import { x } from '${specifier}';\n` }));

describe('the import table', () => {
  it.each([
    ['shared/file-name.ts', 'zod'],
    ['extension/core/plan.ts', '../../shared/model/item.ts'],
    ['extension/platforms/youtube/read.ts', '../platform.ts'],
    ['extension/platforms/youtube/read.ts', './urls.ts'],
    ['extension/platforms/index.ts', './youtube/index.ts'],
    ['extension/exporters/csv.ts', './exporter.ts'],
    ['extension/jobs/steps/pack.ts', '../../exporters/index.ts'],
    ['extension/ui/screens/popup.tsx', '../../storage/queries.ts'],
    ['extension/ui/screens/popup.tsx', 'preact/hooks'],
    ['extension/entrypoints/background/index.ts', '../../media/write-zip.ts'],
    ['extension/entrypoints/background/index.ts', './services.ts'],
    ['native-host/main.ts', './connection/serve.ts'],
    ['native-host/connection/serve.ts', '../commands/index.ts'],
    ['native-host/commands/download.ts', '../yt-dlp/arguments.ts'],
    ['native-host/yt-dlp/locate.ts', 'node:fs'],
    ['scripts/read.ts', '../extension/platforms/readers.ts'],
    ['e2e/export.spec.ts', '../testbed/server.ts'],
    ['wxt.config.ts', './extension/platforms/index.ts'],
  ])('lets %s import %s', (path, specifier) => {
    expect(importing(path, specifier)).toEqual([]);
  });

  it.each([
    ['shared/file-name.ts', '../extension/core/plan.ts', 'imports zod and nothing else'],
    ['shared/file-name.ts', 'execa', 'imports zod and nothing else'],
    ['shared/file-name.ts', 'node:path', 'has no Node modules'],
    ['extension/core/plan.ts', '../storage/database.ts', 'pass in what a rule needs'],
    ['extension/platforms/youtube/read.ts', '../tiktok/read.ts', 'a platform stands alone'],
    [
      'extension/platforms/youtube/read.ts',
      '../../storage/queries.ts',
      'storage and browser.* belong to the caller',
    ],
    ['extension/platforms/youtube/read.ts', 'wxt/browser', 'browser.* belong to the caller'],
    ['extension/exporters/csv.ts', 'webextension-polyfill', 'the caller writes it'],
    ['extension/media/write-zip.ts', '../storage/database.ts', 'pass the handle in'],
    ['extension/storage/queries.ts', '../messaging/client.ts', 'bring the two together'],
    ['extension/messaging/client.ts', '../media/write-zip.ts', 'pass the function that answers in'],
    ['extension/jobs/run-job.ts', '../storage/queries.ts', 'jobs/ports.ts'],
    ['extension/jobs/run-job.ts', '../platforms/youtube/read.ts', 'jobs/ports.ts'],
    ['extension/ui/screens/popup.tsx', '../../storage/job-store.ts', 'storage/queries.ts'],
    ['extension/ui/screens/popup.tsx', '../../jobs/run-job.ts', 'messaging/client.ts'],
    ['extension/ui/screens/popup.tsx', '../../entrypoints/popup/main.tsx', 'messaging/client.ts'],
    ['extension/entrypoints/popup/main.tsx', '../background/services.ts', 'what two of them need'],
    [
      'extension/entrypoints/collector.content.ts',
      '../../native-host/connection/serve.ts',
      'an entrypoint only wires',
    ],
    ['native-host/connection/serve.ts', '../main.ts', 'the companion knows shared/ only'],
    [
      'native-host/connection/serve.ts',
      '../../extension/core/plan.ts',
      'the extension speaks to it over the wire',
    ],
    ['native-host/commands/download.ts', '../connection/serve.ts', 'never call back'],
    ['native-host/yt-dlp/locate.ts', '../commands/index.ts', 'never back'],
    ['native-host/log.ts', 'wxt/browser', 'is no part of a browser'],
    ['testbed/youtube/page.ts', '../../shared/model/item.ts', 'shares nothing with the product'],
    ['bench/popup.ts', '../extension/jobs/run-job.ts', 'used as it was built'],
    ['e2e/export.spec.ts', '../native-host/connection/serve.ts', 'used as it was built'],
  ])('refuses %s to import %s and says: %s', (path, specifier, advice) => {
    const [problem, ...others] = importing(path, specifier);
    expect(others).toEqual([]);
    expect(problem).toContain(`${path}:1: `);
    expect(problem).toContain(advice);
  });

  it.each([
    ['type imports', "import type { X } from '../storage/database.ts';"],
    ['lazy imports', "const load = () => import('../storage/database.ts');"],
    ['what is passed on', "export { x } from '../storage/database.ts';"],
    ['everything passed on', "export * from '../storage/database.ts';"],
    ['types in place', "type X = import('../storage/database.ts').X;"],
    ['files for the bundler', "import url from '../storage/database.ts?url';"],
  ])('holds for %s', (_case, text) => {
    expect(findForbiddenImports(createProjectOf({ 'extension/media/a.ts': text }))).toHaveLength(1);
  });

  it('lets tests reach beyond their room, but not into entrypoints, and those of the testbed never into the product', () => {
    expect(importing('extension/jobs/run-job.test.ts', '../storage/job-store.ts')).toEqual([]);
    expect(importing('extension/jobs/run-job.test.ts', '../entrypoints/popup/main.tsx')).toHaveLength(1);
    expect(importing('testbed/server.test.ts', '../shared/errors.ts')).toHaveLength(1);
  });

  it('asks for a room for code that lies in none', () => {
    expect(findForbiddenImports(createProjectOf({ 'lib/a.ts': '' }))[0]).toContain('lies in no room');
  });
});

describe('exporters', () => {
  const index = "import { csv } from './csv.ts';\nimport { json } from './json.ts';\n";
  const tree = (text: string) =>
    createProjectOf({
      'extension/exporters/index.ts': index,
      'extension/exporters/csv.ts': `${text}\nexport const csv: Exporter = { id: 'csv' };`,
      'extension/exporters/json.ts': "export const json: Exporter = { id: 'json' };",
      'extension/exporters/text-chunks.ts': '',
    });

  it('may share a file', () => {
    expect(findExportersThatMeet(tree("import { x } from './text-chunks.ts';"))).toEqual([]);
  });

  it('may not know each other', () => {
    expect(findExportersThatMeet(tree("import { json } from './json.ts';"))[0]).toContain(
      'may not import another',
    );
  });
});

describe('the rooms of a platform', () => {
  const importing = (path: string, specifier: string): string[] =>
    findImportsOfLaterRooms(createProjectOf({ [path]: `import { x } from '${specifier}';\n` }));

  it.each([
    ['extension/platforms/harbour/items/item.ts', '../documents/html.ts'],
    ['extension/platforms/harbour/items/item.ts', './author.ts'],
    ['extension/platforms/harbour/items/item.ts', '../urls.ts'],
    ['extension/platforms/harbour/session/ask.ts', '../read-page.ts'],
    ['extension/platforms/harbour/documents/html.test.ts', '../live/list-page.ts'],
  ])('let %s import %s', (path, specifier) => expect(importing(path, specifier)).toEqual([]));

  it.each([
    [
      'extension/platforms/harbour/documents/route.ts',
      '../items/item.ts',
      'documents/ may not import items/',
    ],
    ['extension/platforms/harbour/session/desk.ts', '../live/cursor.ts', 'session/ may not import live/'],
  ])('refuse %s to import %s and say: %s', (path, specifier, problem) =>
    expect(importing(path, specifier)).toEqual([expect.stringContaining(problem)]),
  );
});

describe('an export', () => {
  const find = (other: string): string[] =>
    findUntakenExports(
      createProjectOf({
        'shared/a.ts': 'export const limit = 1;\nexport const most = limit;',
        'shared/b.ts': other,
      }),
    );

  it('that no other file takes is refused', () => {
    expect(find("import { most } from './a.ts';")).toEqual([expect.stringContaining('shared/a.ts:1: limit')]);
  });

  it.each([
    "import { limit, most } from './a.ts';",
    "import { limit as least, most } from './a.ts';",
    "import * as a from './a.ts';",
    "export { limit, most } from './a.ts';",
    "const a = import('./a.ts');",
  ])('that is taken, as in "%s", is fine', (text) => {
    expect(find(text)).toEqual([]);
  });
});
