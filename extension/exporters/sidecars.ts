import { createArchiveLayout } from '../core/archive-layout.ts';
import { toExportedItem } from './exported-item.ts';
import type { Archive, Exporter } from './exporter.ts';

/** `<stem>.meta.json` for each item, where `ArchiveLayout.sidecarPath` says. */
export const sidecarsExporter: Exporter = {
  id: 'sidecars',
  label: 'Sidecars',
  description: 'A small JSON file beside each video, which stays with it when it is moved.',
  async *write(archive) {
    const { quality } = archive.head.job.options;
    const layout = createArchiveLayout(await collectNames(archive));
    for await (const archived of archive.items()) {
      const sidecar = { format: 'star-export-item', formatVersion: 1, ...toExportedItem(archived) };
      yield {
        path: layout.sidecarPath(archived.item, quality),
        chunks: toChunks(`${JSON.stringify(sidecar, null, 2)}\n`),
      };
    }
  },
};

async function collectNames(archive: Archive) {
  const names = [];
  for await (const { item } of archive.items()) {
    names.push({ platform: item.platform, id: item.id, kind: item.kind });
  }
  return names;
}

async function* toChunks(text: string): AsyncGenerator<string> {
  yield text;
}
