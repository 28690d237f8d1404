/** The options of `download` as a request. Pure. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { audioFormatSchema, languageSchema, qualitySchema } from '../../shared/model/job-options.ts';
import { codecs, containers, qualities } from '../../shared/model/quality.ts';
import { downloadChoiceSchema } from '../../shared/protocol/download-commands.ts';
import { parseSize } from '../../shared/size.ts';

type Choice = z.input<typeof downloadChoiceSchema>;

/** What one request takes. */
const maxSections = 20;
const maxLanguages = 50;

/** What `download` takes to choose by. */
export const choiceOptions = {
  audio: { type: 'string' },
  'auto-subs': { type: 'boolean' },
  chapters: { type: 'boolean' },
  codec: { type: 'string' },
  container: { type: 'string' },
  'embed-subs': { type: 'boolean' },
  'embed-thumbnail': { type: 'boolean' },
  format: { type: 'string', short: 'f' },
  known: { type: 'boolean' },
  'limit-rate': { type: 'string' },
  'max-size': { type: 'string' },
  metadata: { type: 'boolean' },
  quality: { type: 'string' },
  section: { type: 'string', multiple: true },
  subs: { type: 'string' },
  thumbnail: { type: 'boolean' },
} as const;

/** The same, as parsed; absent means not given. */
export type ChoiceValues = {
  [Name in keyof typeof choiceOptions]?:
    | ((typeof choiceOptions)[Name] extends { multiple: true }
        ? string[]
        : (typeof choiceOptions)[Name]['type'] extends 'boolean'
          ? boolean
          : string)
    | undefined;
};

function refuse(text: string): never {
  throw new AppError('input.invalid', text);
}

/** `90`, `1:30` or `0:01:30.5` as seconds. */
function parseTime(text: string): number {
  if (!/^(\d+:){0,2}\d+(\.\d+)?$/.test(text)) refuse(`--section: ${text} is not a time such as 90 or 1:30.`);
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** `START-END` */
function parseSection(text: string): { startSec: number; endSec: number } {
  const [start = '', end = '', more] = text.split('-');
  if (more !== undefined || end === '') refuse(`--section: ${text} is not a part such as 1:05-2:10.`);
  const section = { startSec: parseTime(start), endSec: parseTime(end) };
  return section.startSec < section.endSec
    ? section
    : refuse(`--section: ${text} ends before it begins; a part is one such as 1:05-2:10.`);
}

function parseSections(texts: readonly string[] = []): Choice['sections'] {
  if (texts.length > maxSections) refuse(`--section is given at most ${maxSections} times.`);
  return texts.map(parseSection);
}

/** `500`, `500K` or `2.5MB`, in powers of 1000 as everything here is counted; `500KiB` in those of 1024. */
function parseBytes(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const bytes = parseSize(text, '');
  if (bytes === 'ambiguous')
    refuse(`--${name}: ${text} may mean two things; write it without the mark in it.`);
  return bytes === 'strange'
    ? refuse(`--${name}: ${text} is not a number of bytes such as 500K or 2M.`)
    : bytes;
}

function parseFormat(text: string | undefined): Choice['format'] {
  const format = downloadChoiceSchema.shape.format.safeParse(text);
  return (
    format.data ??
    (format.success
      ? null
      : refuse(`--format: ${text} is not up to four ids of info, joined with +, such as 137+140.`))
  );
}

function parseWord<Word extends string>(
  name: string,
  text: string | undefined,
  menu: readonly Word[],
): Word | null {
  if (text === undefined) return null;
  return menu.find((word) => word === text) ?? refuse(`--${name} is one of ${menu.join(', ')}.`);
}

/** Empty: all of them. */
function parseLanguages(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) refuse('--subs names languages such as en,de, or is all.');
  const strange = names.find((name) => !languageSchema.safeParse(name).success);
  if (strange !== undefined) refuse(`--subs: "${strange}" is no language; name them as in en,de, or all.`);
  if (names.some((name) => name.toLowerCase() === 'all')) return [];
  return names.length > maxLanguages
    ? refuse(`--subs names at most ${maxLanguages} languages, or is all.`)
    : names;
}

function parseSubtitles(values: ChoiceValues): Choice['subtitles'] {
  if (values.subs === undefined) {
    if (values['auto-subs'] || values['embed-subs']) refuse('--auto-subs and --embed-subs go with --subs.');
    return null;
  }
  return {
    languages: parseLanguages(values.subs),
    automatic: values['auto-subs'] ?? false,
    embed: values['embed-subs'] ?? false,
  };
}

function parseQuality({ quality, audio }: ChoiceValues): Pick<Choice, 'quality' | 'audioFormat'> {
  if (audio !== undefined) {
    const audioFormat = audioFormatSchema.safeParse(audio);
    if (!audioFormat.success) refuse(`--audio is one of ${audioFormatSchema.options.join(', ')}.`);
    return { quality: 'audio', audioFormat: audioFormat.data };
  }
  const parsed = qualitySchema.safeParse(quality ?? 'original');
  if (!parsed.success) refuse(`--quality is one of ${qualities.join(', ')}.`);
  return { quality: parsed.data };
}

/** What is to be fetched and made of it. Throws `input.invalid`. */
export function parseChoice(values: ChoiceValues): Choice {
  const ways = ['format', 'quality', 'audio'] as const;
  const given = ways.filter((name) => values[name] !== undefined);
  if (given.length > 1) refuse(`--${given[0]} and --${given[1]} do not go together.`);
  return {
    ...parseQuality(values),
    codec: parseWord('codec', values.codec, codecs),
    container: parseWord('container', values.container, containers),
    maxBytes: parseBytes('max-size', values['max-size']),
    format: parseFormat(values.format),
    subtitles: parseSubtitles(values),
    thumbnail: values['embed-thumbnail'] ? 'embed' : values.thumbnail ? 'file' : 'none',
    embedMetadata: values.metadata ?? false,
    embedChapters: values.chapters ?? false,
    sections: parseSections(values.section),
    rateLimitBytesPerSec: parseBytes('limit-rate', values['limit-rate']),
    skipKnown: values.known ?? false,
  };
}

/** The same for the same wish, so that a command given again goes on where it was. */
export const toDownloadId = (...wish: readonly unknown[]): string =>
  `cli-${createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 12)}`;
