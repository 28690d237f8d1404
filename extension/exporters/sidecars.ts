import { toExportedItem } from './exported-item.ts';
import type { Exporter } from './exporter.ts';
import { oneChunk } from './one-chunk.ts';

/** `<stem>.meta.json` for each item, where `ArchiveLayout.sidecarPath` says. */
export const sidecarsExporter: Exporter = {
  id: 'sidecars',
  label: 'Sidecars',
  description: 'A small JSON file beside each video, which stays with it when it is moved.',
  async *write(archive) {
    const { quality } = archive.head.job.options;
    for await (const archived of archive.items()) {
      const sidecar = { format: 'star-export-item', formatVersion: 1, ...toExportedItem(archived) };
      yield {
        path: archive.layout.sidecarPath(archived.item, quality),
        chunks: oneChunk(`${JSON.stringify(sidecar, null, 2)}\n`),
      };
    }
  },
};
