import { toExportedItem } from './exported-item.ts';
import type { Archive, Exporter } from './exporter.ts';

/** `items.json`: one array, one item a line, so that a difference between two archives is a difference of lines. */
export const jsonExporter: Exporter = {
  id: 'json',
  label: 'JSON',
  description: 'All items in one file, for programs.',
  async *write(archive) {
    yield { path: 'items.json', chunks: writeArray(archive) };
  },
};

async function* writeArray(archive: Archive): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const archived of archive.items()) {
    yield separator + JSON.stringify(toExportedItem(archived));
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
