/** Words for how an archive is written; apart from the others, so that the popup is drawn before they are loaded. */
import type { ExporterId, Preset } from '../../../shared/model/job-options.ts';

const formats: Record<ExporterId, string> = {
  viewer: 'Offline viewer',
  json: 'JSON',
  jsonl: 'JSON Lines',
  csv: 'CSV table',
  sidecars: 'A file per item',
  'info-json': 'yt-dlp info.json',
  'download-archive': 'yt-dlp archive.txt',
  nfo: 'NFO for Jellyfin, Kodi',
  m3u: 'M3U playlists',
  rss: 'RSS feed',
  'json-ld': 'schema.org JSON-LD',
  'activity-streams': 'ActivityStreams outbox',
};

const presets: Record<Preset | 'own', string> = {
  'star-export': 'By day and id',
  'yt-dlp': 'As yt-dlp names them',
  jellyfin: 'For Jellyfin and Kodi',
  own: 'My own template',
};

/** In the line that says what was chosen; the usual names need none. */
const named: Record<Preset | 'own', string> = {
  'star-export': '',
  'yt-dlp': 'names as by yt-dlp',
  jellyfin: 'names for Jellyfin',
  own: 'own names',
};

export const archiveTexts = {
  formats,
  presets,
  named,
  formatsLegend: 'Formats',
  names: 'Names and folders',
  template: 'Template, as in yt-dlp',
  example: 'For example:',
  places: 'Where exports go…',
  bag: 'As a BagIt bag',
  bagHint: 'For libraries and archives: everything below data/, with lists of checksums beside it.',
};

/** The formats in the order in which they are offered. */
export const formatMenu = Object.keys(formats) as ExporterId[];
/** The ways of naming in the order in which they are offered. */
export const presetMenu = Object.keys(presets) as (Preset | 'own')[];
