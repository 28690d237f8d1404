/** Every exporter, in the order of the options and of writing. The viewer is last: it is the first thing people open. */
import { activityStreamsExporter } from './activity-streams.ts';
import { csvExporter } from './csv.ts';
import { downloadArchiveExporter } from './download-archive.ts';
import type { Exporter } from './exporter.ts';
import { jsonExporter } from './json.ts';
import { jsonLdExporter } from './json-ld.ts';
import { jsonlExporter } from './jsonl.ts';
import { m3uExporter } from './m3u.ts';
import { nfoExporter } from './nfo.ts';
import { rssExporter } from './rss.ts';
import { sidecarsExporter } from './sidecars.ts';
import { viewerExporter } from './viewer.ts';
import { ytDlpJsonExporter } from './yt-dlp-json.ts';

export const exporters: readonly Exporter[] = [
  jsonExporter,
  jsonlExporter,
  csvExporter,
  sidecarsExporter,
  ytDlpJsonExporter,
  downloadArchiveExporter,
  nfoExporter,
  m3uExporter,
  rssExporter,
  jsonLdExporter,
  activityStreamsExporter,
  viewerExporter,
];
