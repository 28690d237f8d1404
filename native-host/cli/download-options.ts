/** The options of `download` as a request. Pure. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { audioFormatSchema, qualitySchema } from '../../shared/model/job-options.ts';
import { codecs, containers, qualities } from '../../shared/model/quality.ts';
import type { downloadChoiceSchema } from '../../shared/protocol/download-commands.ts';

type Choice = z.input<typeof downloadChoiceSchema>;

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
  if (!/^(\d+:){0,2}\d+(\.\d+)?$/.test(text)) refuse(`${text} is not a time such as 90 or 1:30.`);
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** `START-END`. Throws `input.invalid`. */
export function parseSection(text: string): { startSec: number; endSec: number } {
  const [start = '', end = '', more] = text.split('-');
  if (more !== undefined || end === '') refuse(`${text} is not a part such as 1:05-2:10.`);
  return { startSec: parseTime(start), endSec: parseTime(end) };
}

const powers = ['', 'K', 'M', 'G'];

/** `500K` or `2.5MB` as bytes, in powers of 1000 as everything here is counted; `500KiB` in those of 1024. `what`: for the refusal. */
function parseBytes(text: string, what: string): number {
  const [, amount, prefix = '', binary] = /^(\d+(?:\.\d+)?)(?:([KMG])(i?)B?)?$/i.exec(text) ?? [];
  const bytes = Math.round(Number(amount) * (binary ? 1024 : 1000) ** powers.indexOf(prefix.toUpperCase()));
  return bytes > 0 ? bytes : refuse(`${text} is not a ${what} such as 500K or 2M.`);
}

/** `500K` or `2.5M` as bytes a second. Throws `input.invalid`. */
export const parseRate = (text: string): number => parseBytes(text, 'rate');

function parseWord<Word extends string>(
  name: string,
  text: string | undefined,
  menu: readonly Word[],
): Word | null {
  if (text === undefined) return null;
  return menu.find((word) => word === text) ?? refuse(`--${name} is one of ${menu.join(', ')}.`);
}

function parseSubtitles(values: ChoiceValues): Choice['subtitles'] {
  if (values.subs === undefined) {
    if (values['auto-subs'] || values['embed-subs']) refuse('--auto-subs and --embed-subs go with --subs.');
    return null;
  }
  return {
    languages: values.subs === 'all' ? [] : values.subs.split(',').filter((language) => language !== ''),
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
    maxBytes: values['max-size'] === undefined ? null : parseBytes(values['max-size'], 'size'),
    format: values.format ?? null,
    subtitles: parseSubtitles(values),
    thumbnail: values['embed-thumbnail'] ? 'embed' : values.thumbnail ? 'file' : 'none',
    embedMetadata: values.metadata ?? false,
    embedChapters: values.chapters ?? false,
    sections: (values.section ?? []).map(parseSection),
    rateLimitBytesPerSec: values['limit-rate'] === undefined ? null : parseRate(values['limit-rate']),
    skipKnown: values.known ?? false,
  };
}

/** The same for the same wish, so that a command given again goes on where it was. */
export const toDownloadId = (...wish: readonly unknown[]): string =>
  `cli-${createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 12)}`;
