import type { JobOptions } from '../../shared/model/job-options.ts';
import type { Source, SourceRef } from '../../shared/model/source.ts';
import { describeChoices } from './describe-choices.ts';
import { toFormOffer } from './export-form.ts';
import { archiveTexts } from './texts/archive-texts.ts';
import { choiceTexts } from './texts/choice-texts.ts';
import { texts } from './texts/screen-texts.ts';

const { optionSummary: summary } = choiceTexts;

const describeTarget = ({ target }: JobOptions): string | false => {
  if ('name' in target) return summary.toPlace(target.name);
  return target.kind === 'downloads' && summary.toDownloads;
};

/** What an export is of, as far as it is known. */
interface Exported {
  ref: SourceRef;
  source: Source | null;
}

/** Of the lists that the source can have; the choice may name those of other sites. */
const nameChosen = <List extends string>(
  offered: readonly List[],
  chosen: readonly List[],
  names: Record<List, string>,
): string =>
  offered
    .filter((list) => chosen.includes(list))
    .map((list) => names[list])
    .join(', ');

/** The choices of an export in a line: "Videos, Shorts · Medium (up to 720p) · from 2026-01-01 · comments". */
export function describeOptions(options: JobOptions, { ref, source }: Exported): string {
  const offer = toFormOffer(ref, source);
  const parts = [
    nameChosen(offer.include, options.include, texts.includes),
    nameChosen(offer.lists, options.lists, texts.lists),
    options.onlyNew && summary.onlyNew,
    options.withMedia ? texts.quality(options.quality) : texts.form.metadataOnly,
    ...describeChoices({ ...options, audioFormat: options.audioFormat ?? 'm4a' }, offer),
    options.nameTemplate,
    options.from && texts.summary.from(options.from),
    options.to && texts.summary.to(options.to),
    (options.from ?? options.to) && summary.utc,
    options.maxItems && texts.summary.atMost(String(options.maxItems)),
    options.formats.map((format) => archiveTexts.formats[format]).join(', '),
    options.comments && texts.summary.comments,
    offer.postDetails && !options.exactDetails && texts.summary.noDetails,
    options.zip && texts.summary.zip,
    describeTarget(options),
    options.partGib !== null && summary.parts(options.partGib),
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}
