/**
 * Bundles the companion into one file: `node native-host/build.ts [DIR]`, by default dist/native-host. With `--packaged` it
 * is the one for a package, with `--format cjs` what a single executable takes; `--notices FILE` collects licences.
 */
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type Rolldown } from 'vite';

const project = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** What a bundle is for. */
export interface BundleOptions {
  /** Name of the file. */
  fileName: string;
  format: 'es' | 'cjs';
  /** Test switches are taken out, see packaged.ts. */
  isPackaged: boolean;
  /** Where the licences of what is inside go; null: nowhere. */
  noticesPath: string | null;
}

const forTests: BundleOptions = { fileName: 'main.js', format: 'es', isPackaged: false, noticesPath: null };

/** Folders of the npm packages that the modules of a bundle come from. */
function listPackageFolders(moduleIds: readonly string[]): string[] {
  const folders = moduleIds.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** Name, version and licence text of each package, one after another. */
function buildNotices(folders: readonly string[]): string {
  const notices = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
    const text =
      file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
    return [`${name} ${version} (${license})`, text].join('\n\n');
  });
  return `The companion holds these packages:\n\n${notices.join('\n\n---\n\n')}\n`;
}

/** Writes one file into the folder and returns its path. Everything but Node's own modules is inside. */
export async function buildCompanion(
  outDir = join(project, 'dist', 'native-host'),
  { fileName, format, isPackaged, noticesPath } = forTests,
): Promise<string> {
  const built = await build({
    configFile: false,
    root: project,
    logLevel: 'warn',
    publicDir: false,
    define: { STAR_EXPORT_IS_PACKAGED: JSON.stringify(isPackaged) },
    ssr: { noExternal: true },
    build: {
      ssr: join(project, 'native-host', 'main.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { output: { entryFileNames: fileName, format, codeSplitting: false } },
    },
  });
  if (noticesPath !== null) {
    const { output } = built as Rolldown.RolldownOutput;
    writeFileSync(noticesPath, buildNotices(listPackageFolders(output[0].moduleIds)));
  }
  return join(outDir, fileName);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      file: { type: 'string', default: forTests.fileName },
      format: { type: 'string', default: forTests.format },
      notices: { type: 'string' },
      packaged: { type: 'boolean', default: false },
    },
  });
  const path = await buildCompanion(positionals[0] && resolve(positionals[0]), {
    fileName: values.file,
    format: values.format === 'cjs' ? 'cjs' : 'es',
    isPackaged: values.packaged,
    noticesPath: values.notices ? resolve(values.notices) : null,
  });
  process.stdout.write(`${path}\n`);
}
