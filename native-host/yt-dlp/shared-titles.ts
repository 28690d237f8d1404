/**
 * Pages of Facebook that are shown to strangers carry one line for those who share them: "342 views | Its text | Its author".
 * yt-dlp takes that line for the title, and where the page says no more also for the author, with its entities. Pure.
 */
import { isAllowedHost, platformHosts } from '../allowed-hosts.ts';

const counts = String.raw`\d[\d.,]*[KMB]?\s(?:views?|plays?|reactions?|likes?|shares?|comments?)\b[^|]*\|`;

/** What is replaced in a field, in this order; in the grammar that Python's and our own regular expressions share. */
export const titleChanges: readonly (readonly [field: string, pattern: string, replacement: string])[] = [
  ['uploader', `^${counts}\\s*(?:.*\\|\\s*)?`, ''],
  ...(
    [
      ['&lt;', '<'],
      ['&gt;', '>'],
      ['&quot;', '"'],
      ['&#0?39;', "'"],
      ['&amp;', '&'],
    ] as const
  ).map(([entity, character]) => ['uploader', entity, character] as const),
  ['title', String.raw`^(${counts}.*\S)\s*\|[^|]*$`, String.raw`\1`],
  ['title', `^${counts}\\s*`, ''],
];

/** Arguments that have yt-dlp tell title and author of such a page as they are; none for other sites. */
export const buildTitleChanges = ({ hostname }: URL): string[] =>
  isAllowedHost(hostname, platformHosts.facebook.pages)
    ? titleChanges.flatMap((change) => ['--replace-in-metadata', ...change])
    : [];
