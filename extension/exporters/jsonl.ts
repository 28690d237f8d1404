import { toExportedItem } from './exported-item.ts';
import type { Archive, Exporter } from './exporter.ts';

/** `items.jsonl`: one JSON object a line, the same objects as in `items.json`. */
export const jsonlExporter: Exporter = {
  id: 'jsonl',
  label: 'JSON Lines',
  description: 'One item a line, for programs that read big archives piece by piece.',
  async *write(archive) {
    yield { path: 'items.jsonl', chunks: writeLines(archive) };
  },
};

async function* writeLines(archive: Archive): AsyncGenerator<string> {
  for await (const archived of archive.items()) yield `${JSON.stringify(toExportedItem(archived))}\n`;
}
