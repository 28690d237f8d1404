/** Every exporter, in the order of the options and of writing. The viewer is last: it is the first thing people open. */
import { csvExporter } from './csv.ts';
import type { Exporter } from './exporter.ts';
import { jsonExporter } from './json.ts';
import { jsonlExporter } from './jsonl.ts';
import { sidecarsExporter } from './sidecars.ts';
import { viewerExporter } from './viewer.ts';

export const exporters: readonly Exporter[] = [
  jsonExporter,
  jsonlExporter,
  csvExporter,
  sidecarsExporter,
  viewerExporter,
];
