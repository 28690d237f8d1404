/** The less usual choices of an export in a few words each, for the form that makes them and the report on what was made. */
import type { JobOptions } from '../../shared/model/job-options.ts';
import { mediaTypes, toMaxImageSide } from '../../shared/model/quality.ts';
import { fitChoice } from '../core/jobs/fit-choice.ts';
import { type FormOffer, type FormValues, needsExactDetails } from './export-form.ts';
import { formatBytes } from './quantities.ts';
import { archiveTexts } from './texts/archive-texts.ts';
import { choiceTexts } from './texts/choice-texts.ts';
import { texts } from './texts/screen-texts.ts';

const { optionSummary: summary } = choiceTexts;

type Phrases = readonly (string | false | null)[];

const keepSaid = (phrases: Phrases): string[] =>
  phrases.filter((phrase): phrase is string => typeof phrase === 'string' && phrase !== '');

/** Which of several files is taken, as exports and single downloads choose it. */
export function describeFormat({
  codec,
  container,
  maxBytes,
}: Pick<JobOptions, 'codec' | 'container' | 'maxBytes'>): string[] {
  const wished = [
    codec && (choiceTexts.codecs[codec].split(',')[0] ?? codec),
    container && choiceTexts.containers[container],
  ].filter((wish) => wish !== null);
  return keepSaid([
    wished.length > 0 && summary.prefer(wished),
    maxBytes !== null && summary.maxSize(formatBytes(maxBytes)),
  ]);
}

type Choices = Omit<JobOptions, 'from' | 'to' | 'maxItems'>;

function describeFiles(choices: Choices): Phrases {
  const { mediaTypes: types, quality, audioFormat } = choices;
  return [
    types.length < mediaTypes.length &&
      summary.only(types.map((type) => choiceTexts.mediaTypes[type].toLowerCase())),
    quality === 'audio' && audioFormat !== null && summary.sound(choiceTexts.audioFormats[audioFormat]),
    ...describeFormat(choices),
  ];
}

function describeCaptions({ subtitles, subtitleLanguages, automaticSubtitles }: Choices): Phrases {
  if (!subtitles) return [summary.noCaptions];
  return [
    subtitleLanguages.length > 0 && summary.captions(subtitleLanguages),
    !automaticSubtitles && summary.noMachine,
  ];
}

/** What of the choices is not as it is at first, in the order of the form. */
export function describeChoices(choices: Choices, offer: FormOffer): string[] {
  const { imageQuality, preset, nameTemplate } = choices;
  return keepSaid([
    ...(offer.media && choices.withMedia ? describeFiles(choices) : []),
    imageQuality !== 'original' && summary.pictures(toMaxImageSide(imageQuality)),
    ...(offer.postDetails ? describeCaptions(choices) : []),
    offer.postDetails && !choices.privateItems && summary.noPrivate,
    archiveTexts.named[nameTemplate === null ? preset : 'own'],
    choices.bag && summary.bag,
    !choices.thumbnails && summary.noThumbnails,
  ]);
}

/** What "More options" holds, in a line, so that it need not be opened to be known. */
export function summariseChoices(values: FormValues, offer: FormOffer): string {
  const { from, to, maxItems } = offer.limits ? values : { from: '', to: '', maxItems: '' };
  return keepSaid([
    from && texts.summary.from(from),
    to && texts.summary.to(to),
    maxItems && texts.summary.atMost(maxItems),
    ...describeChoices(fitChoice(values, offer.platform), offer),
    texts.summary.formats(values.formats.length),
    offer.postDetails && values.comments && texts.summary.comments,
    offer.postDetails && !values.exactDetails && !needsExactDetails(values) && texts.summary.noDetails,
    values.zip && texts.summary.zip,
  ]).join(' · ');
}
