/** Every platform, exporter, command and error code is listed, documented and tested. */
import type { Project, Rule } from './project.ts';

const has = (project: Project, path: string): boolean => project.paths.includes(path);

const readIfThere = (project: Project, path: string): string =>
  has(project, path) ? project.read(path) : '';

/** Is a file imported by another? */
const isImportedBy = (project: Project, path: string, importer: string): boolean =>
  has(project, importer) && project.parse(importer).imports.some((found) => found.path === path);

/** All texts under a folder that end in a way, one after another. */
const readAll = (project: Project, pattern: RegExp): string =>
  project.paths
    .filter((path) => pattern.test(path))
    .map((path) => project.read(path))
    .join('\n');

/** The string that a definition gives as its id. */
const readId = (project: Project, path: string): string | null =>
  /^\s*id: '([^']+)'/m.exec(project.read(path))?.[1] ?? null;

/** A platform is a folder with an index; it is in both lists, in the recipe and the README, and has tests. */
export const findUnlistedPlatforms: Rule = (project) => {
  const folders = new Set(project.paths.map((path) => /^extension\/platforms\/([a-z-]+)\//.exec(path)?.[1]));
  return [...folders].flatMap((id) => {
    if (!id) return [];
    const folder = `extension/platforms/${id}`;
    const isNamed = (path: string) => new RegExp(`\\b${id}\\b`, 'i').test(readIfThere(project, path));
    return [
      has(project, `${folder}/index.ts`) || `${folder}/index.ts: write the platform's definition here`,
      isImportedBy(project, `${folder}/index.ts`, 'extension/platforms/index.ts') ||
        `extension/platforms/index.ts: add the line that lists ${id}`,
      project.paths.some((path) => path.startsWith(`${folder}/`) && path.endsWith('.test.ts')) ||
        `${folder}: has no test; read one of its pages in one`,
      isNamed('extension/platforms/README.md') ||
        `extension/platforms/README.md: say what ${id} can be read of`,
      isNamed('README.md') || `README.md: name ${id} among the platforms`,
    ].filter((problem) => typeof problem === 'string');
  });
};

/** An exporter is a file that exports one; it is listed, documented and has a test beside it. */
export const findUnlistedExporters: Rule = (project) =>
  project.paths
    .filter((path) => /^extension\/exporters\/[a-z-]+\.ts$/.test(path))
    .filter((path) => /export const \w+: Exporter\b/.test(project.read(path)))
    .flatMap((path) => {
      const id = readId(project, path);
      const documents =
        readIfThere(project, 'README.md') + readAll(project, /^(docs|extension\/exporters)\/.*\.md$/);
      return [
        isImportedBy(project, path, 'extension/exporters/index.ts') ||
          `extension/exporters/index.ts: add the line that lists ${path}`,
        id !== null || `${path}: give the exporter its id as a plain string`,
        (id !== null && documents.includes(`\`${id}\``)) ||
          `README.md: say what the exporter \`${id}\` writes (or in docs/ or extension/exporters/README.md)`,
        has(project, path.replace('.ts', '.test.ts')) ||
          new RegExp(`\\b${id}\\b`).test(readAll(project, /^extension\/exporters\/.*\.test\.ts$/)) ||
          `${path.replace('.ts', '.test.ts')}: write a test with a golden file`,
      ].filter((problem) => typeof problem === 'string');
    });

/** A command is a file in the host, its schemas in shared/, a line in the list, a word in PROTOCOL.md and a test. */
export const findUnlistedCommands =
  (names: string[]): Rule =>
  (project) => {
    const files = project.paths
      .map((path) => /^native-host\/commands\/([a-z-]+)\.ts$/.exec(path)?.[1])
      .filter((name) => name !== undefined && name !== 'index');
    const tests = readAll(project, /^(native-host|e2e)\/.*\.(test|spec)\.ts$/);
    const unknown = files
      .filter((name) => name !== undefined && !names.includes(name))
      .map(
        (name) =>
          `shared/protocol/commands.ts: add the request and response of ${name}, or move its file out of commands/`,
      );
    return names
      .flatMap((name) => {
        const path = `native-host/commands/${name}.ts`;
        return [
          files.includes(name) || `${path}: write the command ${name} here`,
          isImportedBy(project, path, 'native-host/commands/index.ts') ||
            `native-host/commands/index.ts: add the line that lists ${name}`,
          new RegExp(`^#+ \`?${name}\`?$`, 'm').test(readIfThere(project, 'native-host/PROTOCOL.md')) ||
            `native-host/PROTOCOL.md: describe the command under the heading "${name}"`,
          project.paths.some((test) =>
            new RegExp(`^native-host/commands/${name}\\.(integration\\.)?test\\.ts$`).test(test),
          ) ||
            tests.includes(`'${name}'`) ||
            `native-host/commands/${name}.test.ts: test the command`,
        ];
      })
      .filter((problem) => typeof problem === 'string')
      .concat(unknown);
  };

/** A code with what the user is told. */
export interface Code {
  sentence: string;
  retryable: boolean;
}

/** The row of an error code in docs/errors.md. */
export const buildCodeRow = (code: string, { sentence, retryable }: Code): string =>
  `| \`${code}\` | ${sentence} | ${retryable ? 'yes' : 'no'} |`;

/** A code is used by the product, is in docs/errors.md as it stands, has a sentence and is met by a test. */
export const findUnlistedCodes =
  (codes: Record<string, Code>): Rule =>
  (project) => {
    const product = readAll(
      project,
      /^(shared|extension|native-host)\/(?!error-codes\.ts).*(?<!\.test)\.tsx?$/,
    );
    const tests = readAll(project, /\.(test|spec)\.tsx?$/);
    const document = readIfThere(project, 'docs/errors.md');
    const listed = [...document.matchAll(/^\| `([a-z_.]+)` \|/gm)].map(([, code = '']) => code);
    const stale = listed
      .filter((code) => !(code in codes))
      .map(
        (code) => `docs/errors.md: ${code} is no code any more; the list is append-only, so bring it back`,
      );
    return Object.entries(codes)
      .flatMap(([code, entry]) => [
        /^\S.{15,}[.!?]$/.test(entry.sentence) ||
          `shared/error-codes.ts: ${code} needs a sentence: what happened, what to do`,
        product.includes(`'${code}'`) ||
          `shared/error-codes.ts: nothing in the product uses ${code}: use it where it happens`,
        tests.includes(`'${code}'`) || `${code}: no test meets this error: write one where it is thrown`,
        document.includes(buildCodeRow(code, entry)) ||
          `docs/errors.md: add or replace the row:\n${buildCodeRow(code, entry)}`,
      ])
      .filter((problem) => typeof problem === 'string')
      .concat(stale);
  };
