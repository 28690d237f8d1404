/** A page about one thing. Navigation may bring only the name of its query: then the page asks it. */
import type { PageRead } from '../../../core/pages/page-read.ts';
import { collectDocuments } from '../documents/documents.ts';
import { createDrift } from '../documents/drift.ts';
import type { Desk } from '../session/desk.ts';
import { askRead } from './list-page.ts';
import { readSitePage, type SitePage } from './site-page.ts';

const queries = new Set([
  'CometPhotoRootContentQuery',
  'CometSinglePostDialogContentQuery',
  'CometTahoeRootQuery',
  'FBReelsRootWithEntrypointQuery',
]);

/** What is on the page. Throws AppError with the site's refusal. */
export async function readSinglePage(desk: Desk, site: SitePage): Promise<PageRead> {
  const own = site.preloads.find(({ name }) => queries.has(name));
  const { documents } = collectDocuments(site.opened.values, createDrift());
  const isAnswered = own && documents.some(({ query }) => query?.includes(own.name));
  return own && !isAnswered ? askRead(desk, own) : readSitePage(site);
}
