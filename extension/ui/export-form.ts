/** The choices of an export as a form holds them, and what they mean as options of a job. */
import type { ExporterId, Include, JobOptions } from '../../shared/model/job-options.ts';
import { type ProfileList, profileLists, toProfileList } from '../../shared/model/profile-lists.ts';
import { type QualityWord, qualityWords } from '../../shared/model/quality.ts';
import type { PlatformId, Source, SourceKind, SourceRef } from '../../shared/model/source.ts';
import { fitChoice, hasKindsOfFiles } from '../core/jobs/fit-choice.ts';
import { texts } from './texts/screen-texts.ts';

/** As `JobOptions`, but dates and number are what was typed. */
export interface FormValues extends Omit<JobOptions, 'from' | 'to' | 'maxItems'> {
  from: string;
  to: string;
  maxItems: string;
}

/** Which choices mean anything for a source. */
export interface FormOffer {
  platform: PlatformId;
  /** The lists to choose from; empty for a source that is one list. */
  include: Include[];
  /** The lists of a profile to choose from. */
  lists: ProfileList[];
  media: boolean;
  /** False where the browser itself can fetch the files. */
  needsCompanion: boolean;
  /** Whether files are of several kinds. */
  mediaTypes: boolean;
  /** Date range and number of items. */
  limits: boolean;
  /** Details, comments, captions: only what posts have. */
  postDetails: boolean;
}

const includeOfPart: Partial<Record<SourceKind, Include>> = {
  channel_videos: 'videos',
  channel_shorts: 'shorts',
  channel_live: 'live',
  channel_playlists: 'playlists',
  channel_releases: 'releases',
};

const allIncludes: Include[] = ['videos', 'shorts', 'live', 'playlists', 'releases'];

/** The menu in the order in which it is shown. */
export const qualityMenu: readonly QualityWord[] = qualityWords;

/** The lists a channel has, once it is known; all there can be until then. */
function offeredIncludes(ref: SourceRef, source: Source | null): Include[] {
  if (ref.kind !== 'channel') return [];
  const known = source?.parts.map((part) => includeOfPart[part.kind]) ?? [];
  const offered = allIncludes.filter((include) => known.includes(include));
  return offered.length > 0 ? offered : allIncludes;
}

/** The lists that every profile has. */
const usualLists: Partial<Record<PlatformId, readonly ProfileList[]>> = {
  tiktok: ['posts', 'stories', 'playlists', 'reposts'],
  facebook: ['posts', 'photos', 'videos', 'reels'],
};

/** The lists of a profile that can be seen. Until it is known those that every profile has. */
function offeredLists(ref: SourceRef, source: Source | null): ProfileList[] {
  if (ref.kind !== 'profile') return [];
  const known = source?.parts.map(({ kind }) => toProfileList(kind)) ?? usualLists[ref.platform] ?? [];
  return profileLists.filter((list) => known.includes(list));
}

const singleKinds: readonly SourceKind[] = ['video', 'short', 'photo_post'];
const accountKinds: readonly SourceKind[] = ['subscriptions', 'following'];

/** What to offer for a source; before the site was asked, all that its kind can have. */
export function toFormOffer(ref: SourceRef, source: Source | null): FormOffer {
  const single = singleKinds.includes(ref.kind);
  const posts = !accountKinds.includes(ref.kind);
  return {
    platform: ref.platform,
    include: offeredIncludes(ref, source),
    lists: offeredLists(ref, source),
    media: posts,
    needsCompanion: ref.platform === 'youtube',
    mediaTypes: posts && hasKindsOfFiles(ref.platform),
    limits: !single,
    postDetails: posts,
  };
}

/**
 * The saved choice as a form. Limits start empty: a forgotten date would silently make every later export smaller.
 * Comments start unchosen: they are most of what an export asks, and the page button, which uses the choice too, names none.
 */
export const toFormValues = (saved: JobOptions): FormValues => ({
  ...saved,
  comments: false,
  onlyNew: false,
  from: '',
  to: '',
  maxItems: '',
});

/** The choice to remember: all but the limits and the comments. */
export const toSavedOptions = (values: FormValues): JobOptions => ({
  ...values,
  comments: false,
  onlyNew: false,
  from: null,
  to: null,
  maxItems: null,
});

/** Fields that can have a problem. */
export type FormField =
  | 'include'
  | 'mediaTypes'
  | 'formats'
  | 'range'
  | 'maxItems'
  | 'maxBytes'
  | 'languages'
  | 'template';
/** One sentence per field that keeps the export from starting. */
export type FormProblems = Partial<Record<FormField, string>>;

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** What keeps these values from being an export, by field; empty when nothing does. */
export function findProblems(values: FormValues, offer: FormOffer): FormProblems {
  const problems: FormProblems = {};
  const chosen =
    offer.include.some((include) => values.include.includes(include)) ||
    offer.lists.some((list) => values.lists.includes(list));
  if (offer.include.length + offer.lists.length > 0 && !chosen) problems.include = texts.form.chooseInclude;
  if (offer.mediaTypes && values.withMedia && values.mediaTypes.length === 0)
    problems.mediaTypes = texts.form.chooseKind;
  if (values.formats.length === 0) problems.formats = texts.form.chooseFormat;
  if (!offer.limits) return problems;
  const { from, to, maxItems } = values;
  if ([from, to].some((day) => day !== '' && !isDay(day))) problems.range = texts.form.dateInvalid;
  else if (from !== '' && to !== '' && from > to) problems.range = texts.form.rangeReversed;
  if (maxItems !== '' && !/^[1-9]\d{0,8}$/.test(maxItems.trim()))
    problems.maxItems = texts.form.maxItemsInvalid;
  return problems;
}

/** A date range is only possible with exact dates. */
export const needsExactDetails = (values: FormValues): boolean => values.from !== '' || values.to !== '';

/** Options for a job from values without problems; what is not offered for the source does not limit it. */
export function toJobOptions(values: FormValues, offer: FormOffer): JobOptions {
  const limits = offer.limits ? values : { from: '', to: '', maxItems: '' };
  return {
    ...fitChoice(values, offer.platform),
    withMedia: offer.media && values.withMedia,
    from: limits.from === '' ? null : limits.from,
    to: limits.to === '' ? null : limits.to,
    maxItems: limits.maxItems.trim() === '' ? null : Number(limits.maxItems),
    exactDetails: offer.postDetails && (values.exactDetails || (offer.limits && needsExactDetails(values))),
    comments: offer.postDetails && values.comments,
  };
}

/** Adds or takes away one choice, in the order of the menu. */
export function toggleChoice<Choice extends Include | ProfileList | ExporterId>(
  chosen: readonly Choice[],
  choice: Choice,
  menu: readonly Choice[],
): Choice[] {
  return menu.filter((entry) => (entry === choice ? !chosen.includes(entry) : chosen.includes(entry)));
}

/** The same for the lists of a profile; choices that are not offered here are kept for the profiles that have them. */
export const toggleList = (chosen: readonly ProfileList[], list: ProfileList): ProfileList[] =>
  toggleChoice(chosen, list, profileLists);
