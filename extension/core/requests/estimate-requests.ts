/** What an export will ask of an account, told before it begins. Pure. */
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Source } from '../../../shared/model/source.ts';
import { listWantedParts } from '../jobs/plan.ts';
import type { RequestBudget } from './request-budget.ts';
import type { Spending } from './request-ledger.ts';

/** Numbers of requests to a platform's own pages; those to its media hosts are nobody's. */
export interface RequestCosts {
  /** A tab that is opened, with what its page asks for by itself. */
  pageLoad: number;
  /** One page of a list that is the account's own. */
  ownPage: number;
  /** Everything about one post. */
  details: number;
  /** Pages of comments of one post, about. */
  comments: number;
  /** Captions of one post that are asked of the platform itself, about. */
  captions: number;
  /** One video through yt-dlp, which reads its page first. */
  extraction: number;
  /** Posts on one page of a list, about. */
  itemsPerPage: number;
  /** Lists hold all there is of a post: nobody asks for its details. */
  wholeLists: boolean;
}

/** The page of the source itself, and a second look where that is not enough. */
const resolveCost = 2;

interface Export {
  source: Source;
  options: JobOptions;
  costs: RequestCosts;
  /** Whether only yt-dlp reaches the video files. */
  needsExtraction: boolean;
}

/** How many requests one post takes beside its place in a list. */
function toItemCost({ options, costs, needsExtraction }: Export): number {
  const wantsDetails = options.exactDetails || options.from !== null || options.to !== null;
  return (
    (wantsDetails && !costs.wholeLists ? costs.details : 0) +
    (options.comments ? costs.comments : 0) +
    (options.subtitles ? costs.captions : 0) +
    (options.withMedia && needsExtraction ? costs.extraction : 0)
  );
}

/** What an export takes, as far as it can be told beforehand. */
export interface Estimate {
  /** About how many requests; null where the site does not say how much there is. */
  requests: number | null;
  /** There are lists that the site tells no number of, so it may be more. */
  isLeast: boolean;
  /** About how many each post takes with its share of the list, at least 1. */
  perPost: number;
}

/** Posts that an export will meet: those that the site counts, or as many as were chosen; null when it is not known. */
function countPosts({ source, options }: Export, uncounted: number): number | null {
  const { maxItems } = options;
  const claimed = source.claimed?.count ?? null;
  // A list of unknown length holds one post at least.
  const met = claimed === null ? null : claimed + uncounted;
  return maxItems === null ? met : Math.min(maxItems, met ?? maxItems);
}

/** What an export will ask: of its source, of its lists page by page, of each post. */
export function estimateRequests(given: Export): Estimate {
  const { source, options, costs } = given;
  const lists = Math.max(1, listWantedParts(source, options).length);
  // The number that a profile claims is that of its posts alone.
  const uncounted = source.kind === 'profile' ? lists - 1 : 0;
  const count = countPosts(given, uncounted);
  const pageCost = source.own === true ? costs.ownPage : 1;
  const itemCost = toItemCost(given);
  const pages = Math.ceil((count ?? 0) / costs.itemsPerPage) + lists - 1;
  return {
    requests: count === null ? null : resolveCost + pages * pageCost + count * itemCost,
    isLeast: uncounted > 0 && options.maxItems === null,
    perPost: Math.max(1, Math.round(itemCost + pageCost / costs.itemsPerPage)),
  };
}

/** Pauses vary upwards, see book-request.ts. */
const jitter = 1.2;

/** Minutes until so many more requests were made, by the window that fills first. */
export function estimateMinutes(requests: number, budget: RequestBudget, spent: Spending): number {
  const byPace = (Math.max(0, requests - budget.burst) / budget.perMinute) * jitter;
  const byHour = requests + spent.hour > budget.perHour ? ((requests + spent.hour) / budget.perHour) * 60 : 0;
  const byDay = requests + spent.day > budget.perDay ? ((requests + spent.day) / budget.perDay) * 24 * 60 : 0;
  return Math.ceil(Math.max(byPace, byHour, byDay));
}
