/** Lists of posts: of a profile or page, of a group, and what the account saved. */
import type { PageRead } from '../../core/page-read.ts';
import type { Desk } from './desk.ts';
import { type ListQuestion, readAskedList, readSiteList } from './list-page.ts';

/** The part of one's own posts that is the list to manage them: who may see each, and when exactly it was posted. */
export const managedSuffix = '/manage';

/** A profile's posts, in the order of its timeline. The id of the part is the number of the profile. */
export function readTimeline(desk: Desk, question: ListQuestion): Promise<PageRead> {
  const { id } = question.ref;
  if (id.endsWith(managedSuffix)) return readManaged(desk, question, id.slice(0, -managedSuffix.length));
  return readSiteList(desk, question, {
    next: 'ProfileCometTimelineFeedRefetchQuery',
    toValues: () => ({ id }),
  });
}

function readManaged(desk: Desk, question: ListQuestion, userId: string): Promise<PageRead> {
  return readAskedList(desk, question, {
    first: { name: 'ProfileCometManagePostsTimelineRootQuery', variables: { userID: userId } },
    next: { query: 'CometManagePostsFeedRefetchQuery', values: { id: userId } },
  });
}

/** The posts of a group, as far as the account sees them. */
export function readGroup(desk: Desk, question: ListQuestion): Promise<PageRead> {
  return readSiteList(desk, question, {
    next: 'GroupsCometFeedRegularStoriesPaginationQuery',
    toValues: () => ({ id: question.ref.id }),
  });
}

/** What the account saved. */
export function readSaved(desk: Desk, question: ListQuestion): Promise<PageRead> {
  return readSiteList(desk, question, {
    next: 'CometSaveDashboardAllItemsPaginationQuery',
    toValues: () => ({}),
  });
}
