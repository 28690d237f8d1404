/**
 * Bundles the client of the offline viewer into `extension/exporters/viewer/client.generated.json`, with the hashes by
 * which the page's policy knows script and style. The file is committed, so that the exporter is the same in the
 * extension, in Node and in tests; a test says when it is out of date. It is not minified: who opens an archive in
 * twenty years can read how it shows itself.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const viewerFolder = join(import.meta.dirname, '..', 'extension', 'exporters', 'viewer');

/** Where the bundle is kept. */
export const generatedPath = join(viewerFolder, 'client.generated.json');

/** The text of the generated file, made from the sources as they are now. */
export async function buildViewerClient(): Promise<string> {
  const script = await bundleScript(join(viewerFolder, 'client', 'main.ts'));
  const style = `\n${(await Promise.all(styles.map(readStyle))).join('\n')}`;
  if (/<\/?script|<!--/iu.test(script)) throw new Error('The script would end its own element.');
  if (/<\//u.test(style)) throw new Error('The style would end its own element.');
  const client = {
    scriptHash: hash(script),
    styleHash: hash(style),
    rowsReadHash: hash(rowsRead),
    rowsRead,
    // Line by line, so that a change of the client is a readable change of this file.
    script: script.split('\n'),
    style: style.split('\n'),
  };
  return `${JSON.stringify(client, null, 2)}\n`;
}

/** A second script of one line: the client waits for it. */
const rowsRead = "document.dispatchEvent(new Event('rows-read'));";

/** In this order: what is said later wins. */
const styles = ['base', 'summary', 'toolbar', 'list', 'item', 'item-side', 'small', 'paper'];

const readStyle = (name: string): Promise<string> =>
  readFile(join(viewerFolder, 'client', 'styles', `${name}.css`), 'utf8');

async function bundleScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry, formats: ['iife'], name: 'starExportViewer' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('The bundler gave nothing.');
  return `\n${chunk.code}`;
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

if (import.meta.main) {
  await writeFile(generatedPath, await buildViewerClient());
  console.log(`Wrote ${generatedPath}`);
}
