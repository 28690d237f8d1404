/** Lists of posts: of a profile or page, of a group, and what the account saved. */
import { AppError } from '../../../../shared/app-error.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import { isSilent } from '../../../core/pages/scrolled-list.ts';
import type { Desk } from '../session/desk.ts';
import { type ListQuestion, readListPage } from './list-page.ts';

/** The part of one's own posts that is the list to manage them: who may see each, and when exactly it was posted. */
export const managedSuffix = '/manage';

/** A profile's posts, in the order of its timeline. The id of the part is the number of the profile. */
export function readTimeline(desk: Desk, question: ListQuestion): Promise<PageRead> {
  const { id, url } = question.ref;
  if (id.endsWith(managedSuffix)) return readManaged(desk, question, id.slice(0, -managedSuffix.length));
  const query = 'ProfileCometTimelineFeedRefetchQuery';
  // What is pinned stands before the list; without the page that begins with it, it is asked for as a post of the list.
  const first = { name: query, variables: { id, cursor: null, omitPinnedPost: false } };
  return readListPage(desk, question, { address: url, query, values: { id }, first });
}

function readManaged(desk: Desk, question: ListQuestion, id: string): Promise<PageRead> {
  return readListPage(desk, question, {
    first: { name: 'ProfileCometManagePostsTimelineRootQuery', variables: { userID: id } },
    query: 'CometManagePostsFeedRefetchQuery',
    values: { id },
  });
}

const byTime = 'CHRONOLOGICAL';

/**
 * The posts of a group, as far as the account sees them: by when they were posted, so that the list stays as it is. A page
 * of the group shows them in that order only where its address says so; then it can be scrolled.
 */
export async function readGroup(desk: Desk, question: ListQuestion): Promise<PageRead> {
  const { ref, cursor } = question;
  const isSorted = desk.page.url().searchParams.get('sorting_setting') === byTime;
  try {
    return await readListPage(desk, question, {
      query: 'GroupsCometFeedRegularStoriesPaginationQuery',
      values: { id: ref.id, sortingSetting: byTime },
      ...(isSorted && cursor !== null && { address: ref.url }),
    });
  } catch (error) {
    const isUnanswered = error instanceof AppError && error.code === 'platform.no_answer';
    if (!isUnanswered || isSorted || cursor === null || !isSilent(desk.scroll, cursor)) throw error;
    const address = `${ref.url}?sorting_setting=${byTime}`;
    throw new AppError('platform.tab_hidden', `The group does not answer. Open ${address}, and resume.`);
  }
}

/** What the account saved, or one of the lists into which it was sorted (`saved/123`). */
export function readSaved(desk: Desk, question: ListQuestion): Promise<PageRead> {
  const { id, url } = question.ref;
  const [, list] = id.split('/');
  if (list !== undefined)
    return readListPage(desk, question, {
      address: url,
      query: 'CometSaveCollectionAllItemsPaginationQuery',
      values: { collectionID: list },
    });
  return readListPage(desk, question, {
    address: url,
    query: 'CometSaveDashboardAllItemsPaginationQuery',
    values: {},
  });
}
