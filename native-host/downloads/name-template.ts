/**
 * Names of files in yt-dlp's grammar: `%(uploader)s/%(title).80s [%(id)s].%(ext)s`. yt-dlp is asked for the values alone,
 * as JSON; the name is made here, by what names the posts of exports, so that no value can become a folder. Pure.
 */
import { fillNameTemplate, listTemplateFields, type NameTemplate } from '../../shared/names/name-template.ts';
import type { FieldValue } from '../../shared/names/template-field.ts';

/** The name of a download for which none was asked for. */
export const defaultTemplate = '%(title).100B [%(id)s].%(ext)s';

/** What yt-dlp said, by the names of its fields. */
export type NameValues = Readonly<Record<string, unknown>>;

/** A template for yt-dlp's `--print` that gives the fields that a name is made of as a JSON object; absent ones are not there. */
export const buildNameQuery = (template: NameTemplate): string =>
  // The number of videos is the width of a video's place among them.
  `%(.{${[...new Set([...listTemplateFields(template), 'id', 'playlist_count'])].join(',')}})j`;

const isPart = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

function toFieldValue(value: unknown): FieldValue {
  if (isPart(value)) return value;
  // As Python writes them.
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Array.isArray(value) ? value.filter(isPart) : null;
}

/**
 * The path of the file without its type, safe on every system, relative, with `/` between names. `values` are those of
 * `buildNameQuery`.
 */
export function fillTemplate(template: NameTemplate, values: NameValues): string {
  const fields = Object.entries(values).map(([name, value]) => [name, toFieldValue(value)] as const);
  // Of a playlist each video is asked for by itself; yt-dlp counts those that it was asked for.
  const { playlist_count: count } = Object.fromEntries(fields);
  return fillNameTemplate(template, {
    ...Object.fromEntries(fields),
    ...(count && { n_entries: count }),
  });
}
