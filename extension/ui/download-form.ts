/** The choices of a download as a form holds them, what is offered for a page, and what they mean to the companion. */

import { AppError } from '../../shared/app-error.ts';
import type { AudioFormat, Quality } from '../../shared/model/job-options.ts';
import { toMaxSide, toQualityWord } from '../../shared/model/quality.ts';
import type { Namer } from '../../shared/names/name-fields.ts';
import { parseNameTemplate } from '../../shared/names/name-template.ts';
import type { DownloadChoice, PageVideo, Preset } from '../../shared/protocol/download-commands.ts';
import { parseSize } from '../../shared/size.ts';
import { describeFormat } from './describe-choices.ts';
import { audioMenu, type DownloadOptions } from './download-options.ts';
import { qualityMenu } from './export-form.ts';
import { formatSpeed } from './quantities.ts';
import { downloadTexts as texts } from './texts/download-texts.ts';
import { parseTimecode } from './timecode.ts';

/** The remembered options, with what is only for this page. */
export interface DownloadValues extends DownloadOptions {
  /** A line of the table of formats, which overrides the preset. */
  format: string | null;
  /** As typed. */
  sections: { from: string; to: string }[];
}

/** A preset to choose; what it would be of this page is null while nobody knows, as for playlists. */
export interface PresetOffer {
  quality: Quality;
  audioFormat: AudioFormat | null;
  preset: Preset | null;
  /** Qualities that come to the same file here and are not offered beside it. */
  same: readonly Quality[];
}

type PresetName = Pick<PresetOffer, 'quality' | 'audioFormat'>;

const isSamePreset = (one: PresetName, other: PresetName): boolean =>
  one.quality === other.quality && one.audioFormat === other.audioFormat;

const isSameFile = (one: Preset, other: Preset): boolean =>
  one.audioFormat === other.audioFormat && one.formatIds.join('+') === other.formatIds.join('+');

/** Of presets that come to the same file: the best, the one that is named as it is, or the first. */
function chooseName(group: readonly Preset[]): Preset | undefined {
  const isNamedSo = ({ quality, height }: Preset): boolean => toMaxSide(quality) === height;
  return group.find(({ quality }) => quality === 'original') ?? group.find(isNamedSo) ?? group[0];
}

/** The presets of a page, best first, each file once; of a playlist all there are. */
export function toPresetOffers({ kind, presets }: Pick<PageVideo, 'kind' | 'presets'>): PresetOffer[] {
  const menu = qualityMenu.flatMap((quality) =>
    (quality === 'audio' ? audioMenu : [null]).map((audioFormat) => ({ quality, audioFormat })),
  );
  return menu.flatMap((wanted): PresetOffer[] => {
    const preset = presets.find((known) => isSamePreset(known, wanted)) ?? null;
    if (!preset) return kind === 'playlist' ? [{ ...wanted, preset, same: [] }] : [];
    const group = presets.filter((known) => isSameFile(known, preset));
    return chooseName(group) === preset
      ? [{ ...wanted, preset, same: group.map(({ quality }) => quality) }]
      : [];
  });
}

/** The offer that the values mean: the remembered one, or the best of this page when it does not have that. */
export function findOffer(
  offers: readonly PresetOffer[],
  { quality, audioFormat }: Pick<DownloadValues, 'quality' | 'audioFormat'>,
): PresetOffer | null {
  const word = toQualityWord(quality);
  const wanted = { quality: word, audioFormat: word === 'audio' ? audioFormat : null };
  const isMeant = (offer: PresetOffer): boolean =>
    isSamePreset(offer, wanted) || (quality !== 'audio' && offer.same.includes(word));
  return offers.find(isMeant) ?? offers[0] ?? null;
}

/** The form for a page, from what was chosen last. */
export const toDownloadValues = (options: DownloadOptions): DownloadValues => ({
  ...options,
  format: null,
  sections: [],
});

/** What to remember: all but what is only for this page. */
export function toRememberedOptions(values: DownloadValues): DownloadOptions {
  const { format: _format, sections: _sections, ...options } = values;
  return options;
}

/** Fields that can have a problem. */
export type DownloadField = 'rateLimit' | 'template' | 'sections' | 'maxBytes';
/** One sentence per field that keeps the download from starting. */
export type DownloadProblems = Partial<Record<DownloadField, string>>;

/** Bytes a second; null for any speed. What is no rate is not a number. */
const toRate = (text: string): number | null => (text.trim() === '' ? null : Number(parseSize(text, 'M')));

function findTemplateProblem(template: string, namer: Namer): string | null {
  if (template === '') return null;
  if (template.length > 300) return texts.form.templateLong;
  if (!template.includes('%(ext)s')) return texts.form.templateWithoutExt;
  try {
    parseNameTemplate(template, namer);
    return null;
  } catch (refusal) {
    if (refusal instanceof AppError) return refusal.message;
    throw refusal;
  }
}

function toSections(sections: DownloadValues['sections']): DownloadChoice['sections'] | null {
  const parsed = sections.map(({ from, to }) => ({
    startSec: from.trim() === '' ? 0 : parseTimecode(from),
    endSec: parseTimecode(to),
  }));
  const sound = parsed.filter(
    (section): section is { startSec: number; endSec: number } =>
      section.startSec !== null && section.endSec !== null && section.startSec < section.endSec,
  );
  return sound.length === parsed.length ? sound : null;
}

/** What keeps these values from being a download by this one, by field; empty when nothing does. */
export function findDownloadProblems(
  values: DownloadValues,
  namer: Exclude<Namer, 'export'>,
): DownloadProblems {
  const rate = toRate(values.rateLimit);
  const template = findTemplateProblem(values.template.trim(), namer);
  return {
    ...(rate !== null && !(rate >= 1000 && rate < 1e12) && { rateLimit: texts.form.rateInvalid }),
    ...(template && { template }),
    ...(toSections(values.sections) === null && { sections: texts.form.sectionInvalid }),
  };
}

/** The chosen languages that this page has, as the companion wants them; null when none is wanted or there. */
function toSubtitles(
  values: DownloadValues,
  { kind, subtitles }: Pick<PageVideo, 'kind' | 'subtitles'>,
): DownloadChoice['subtitles'] {
  if (!values.withSubtitles) return null;
  const { subtitleLanguages, embedSubtitles: embed } = values;
  const chosen = subtitles.filter(({ language }) => subtitleLanguages.includes(language));
  const isManual = (language: string) => chosen.some((one) => one.language === language && !one.automatic);
  if (kind === 'playlist') return { languages: [], automatic: false, embed };
  if (chosen.length === 0)
    return subtitles.some(({ automatic }) => !automatic) ? { languages: [], automatic: false, embed } : null;
  const languages = [...new Set(chosen.map(({ language }) => language))];
  return { languages, automatic: languages.some((language) => !isManual(language)), embed };
}

/** Whether it is the browser alone that saves this; see `buildOffer` in media/save. */
export const isByBrowser = ({ extractor }: Pick<PageVideo, 'extractor'>): boolean => extractor === 'browser';

/** The values without what the browser alone cannot do: it is not offered then, and what is remembered of it waits. */
export function fitToEngine(
  values: DownloadValues,
  video: Pick<PageVideo, 'extractor' | 'formats'>,
): DownloadValues {
  if (!isByBrowser(video)) return values;
  const isFile = video.formats.every(({ protocol }) => protocol === 'https');
  return {
    ...values,
    sections: [],
    thumbnail: 'none',
    skipKnown: false,
    embedChapters: false,
    embedMetadata: values.embedMetadata && !isFile,
  };
}

/** What to ask for of a page; the values have no problems. */
export function toDownloadChoice(chosen: DownloadValues, video: PageVideo): DownloadChoice {
  const values = fitToEngine(chosen, video);
  const offer = findOffer(toPresetOffers(video), values);
  const isSound = values.format === null && offer?.quality === 'audio';
  return {
    quality: offer?.quality ?? values.quality,
    audioFormat: isSound ? (offer.audioFormat ?? 'm4a') : null,
    codec: values.codec,
    container: values.container,
    maxBytes: values.maxBytes,
    format: values.format,
    subtitles: isSound ? null : toSubtitles(values, video),
    thumbnail: values.thumbnail,
    embedMetadata: values.embedMetadata,
    embedChapters: values.embedChapters,
    sections: video.kind === 'playlist' ? [] : (toSections(values.sections) ?? []),
    rateLimitBytesPerSec: toRate(values.rateLimit),
    skipKnown: values.skipKnown,
  };
}

/** What "More options" holds, in a line, so that it need not be opened to be known. */
export function summariseDownloadOptions(values: DownloadValues): string {
  const { summary } = texts;
  const rate = toRate(values.rateLimit);
  const parts = [
    values.withSubtitles && (values.embedSubtitles ? summary.subtitles : summary.subtitlesBeside),
    values.thumbnail !== 'none' && summary.thumbnail,
    values.embedMetadata && summary.metadata,
    !values.embedChapters && summary.noChapters,
    values.sections.length > 0 && summary.sections(values.sections.length),
    rate !== null && summary.rate(formatSpeed(rate)),
    values.template.trim() && summary.template,
    values.skipKnown && summary.skipKnown,
    ...describeFormat(values),
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}
