import type { JobOptions } from '../../shared/model/job-options.ts';
import type { SourceKind } from '../../shared/model/source.ts';
import { archiveTexts } from './texts/archive-texts.ts';
import { texts } from './texts/screen-texts.ts';

/** The choices of an export in a line: "Videos, Shorts · Medium (up to 720p) · from 2026-01-01 · comments". */
export function describeOptions(options: JobOptions, kind: SourceKind): string {
  const { summary } = texts;
  const parts = [
    kind === 'channel' && options.include.map((include) => texts.includes[include]).join(', '),
    kind === 'profile' && options.lists.map((list) => texts.lists[list]).join(', '),
    options.withMedia ? texts.quality(options.quality) : texts.form.metadataOnly,
    options.from && summary.from(options.from),
    options.to && summary.to(options.to),
    options.maxItems && summary.atMost(String(options.maxItems)),
    options.formats.map((format) => archiveTexts.formats[format]).join(', '),
    options.comments && summary.comments,
    options.zip && summary.zip,
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}
