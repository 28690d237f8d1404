/** Bundles the companion into one file: `node native-host/build.ts [DIR]`, by default dist/native-host. */
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const project = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Writes `main.js` into the folder and returns its path. Everything but Node's own modules is inside. */
export async function buildCompanion(outDir = join(project, 'dist', 'native-host')): Promise<string> {
  await build({
    configFile: false,
    root: project,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: join(project, 'native-host', 'main.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
    },
  });
  return join(outDir, 'main.js');
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await buildCompanion(process.argv[2] && resolve(process.argv[2]))}\n`);
}
