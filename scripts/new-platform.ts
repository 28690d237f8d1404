/** `npm run new:platform -- ID [--host HOST] [--label NAME]`: a platform that is read, ready to be told about its site. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { writePlatform } from './new-platform/write-platform.ts';

const usage =
  'usage: npm run new:platform -- ID [--host www.example.org] [--label Example] [--root FOLDER]\n';
const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { host: { type: 'string' }, label: { type: 'string' }, root: { type: 'string' } },
});
const [id] = positionals;

async function write(name: string): Promise<void> {
  const { host = `www.${name}.com`, label = name.charAt(0).toUpperCase() + name.slice(1) } = values;
  const root = values.root ?? projectRoot;
  const paths = await writePlatform(root, { id: name, label, host });
  const code = paths.filter((path) => path.endsWith('.ts'));
  await execa(join(projectRoot, 'node_modules', '.bin', 'biome'), ['check', '--write', ...code], {
    cwd: root,
  });
  process.stdout.write(
    `${paths.join('\n')}\n\nWhat to do now: extension/platforms/README.md, "To add one".\n`,
  );
}

if (id && positionals.length === 1) {
  await write(id).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
