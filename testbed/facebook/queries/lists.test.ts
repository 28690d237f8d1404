import { describe, expect, it } from 'vitest';
import { findAll } from '../../find-all.ts';
import { askQuery, manyTrackClips, mergeDocuments } from '../ask-facebook.ts';
import { toExpansionToken, toFeedbackId, toStoryId } from '../catalog/ids.ts';
import { buildCommentTruth } from '../catalog/truth.ts';
import { createFacebookSite } from '../index.ts';
import { toCollectionToken } from '../shapes/collection.ts';
import type { Json } from '../shapes/context.ts';

const site = createFacebookSite({ seed: 5, clips: manyTrackClips });
const world = site.world();
const truth = site.truth();
const { owner, page, group } = world;
const asOwner = { cookies: site.ownerCookies() };
const asFriend = { cookies: site.friendCookies() };
const unique = (ids: readonly unknown[]) => [...new Set(ids)];

interface Connection {
  edges: { node: Json }[];
  page_info: { end_cursor: string | null; has_next_page: boolean };
}

type Step = [name: string, variables: Json, cursorName?: string];

/** All entries of a list: the first query, and its pagination until there is no more. */
async function walk(
  key: string,
  [first, next = first]: [Step, Step?],
  as = asOwner,
): Promise<{ nodes: Json[]; pages: number[] }> {
  const nodes: Json[] = [];
  const pages: number[] = [];
  const [, , cursorName = 'cursor'] = next;
  let [name, variables] = first;
  for (let more = true; more && pages.length < 300; ) {
    const { documents } = await askQuery(site, name, { ...as, variables });
    const [list] = findAll(mergeDocuments(documents), key) as [Connection | undefined];
    if (!list) throw new Error(`no ${key} in the answer to ${name}`);
    nodes.push(...Object.values(list.edges).map(({ node, ...edge }) => node ?? edge));
    pages.push(Object.keys(list.edges).length);
    more = list.page_info.has_next_page;
    name = next[0];
    variables = { ...next[1], [cursorName]: list.page_info.end_cursor };
  }
  return { nodes, pages };
}

const timeline = (id: string, as = asOwner) =>
  walk(
    'timeline_list_feed_units',
    [
      ['ProfileCometTimelineFeedQuery', { userID: id, count: 3 }],
      ['ProfileCometTimelineFeedRefetchQuery', { id, count: 3 }],
    ],
    as,
  );
const section = (name: Parameters<typeof toCollectionToken>[1], kind: string, as = asOwner) => {
  const id = toCollectionToken(owner, name);
  return walk(
    name === 'reels' ? 'aggregated_fb_shorts' : 'pageItems',
    [
      ['ProfileCometTopAppSectionQuery', { userID: owner.id, collectionToken: id }],
      [`ProfileCometAppCollection${kind}RendererPaginationQuery`, { id, count: 8 }],
    ],
    as,
  );
};
const toItemIds = (nodes: readonly Json[]) => nodes.map(({ node }) => (node as Json).id);

describe('lists of posts', () => {
  it('bring the whole timeline, some posts twice, the backdated and the oldest included', async () => {
    const { nodes } = await timeline(owner.id);
    const ids = nodes.map(({ post_id }) => post_id);
    expect(unique(ids)).toEqual(truth.sources.timeline.ids);
    expect(ids.length).toBeGreaterThan(truth.sources.timeline.ids.length + 2);
    const times = Object.values(truth.posts).filter(({ isBackdated }) => isBackdated);
    expect(times.length).toBeGreaterThan(2);
    for (const { id, publishedAt } of times) {
      const node = nodes.find(({ post_id }) => post_id === id);
      if (node) expect(findAll(node, 'creation_time')).toContain(Date.parse(publishedAt) / 1000);
    }
  });

  it('bring a friend what friends see, and a stranger what everybody sees', async () => {
    const seen = async (as: typeof asOwner, allowed: string[]) => {
      const wanted = truth.sources.timeline.ids.filter((id) =>
        allowed.includes(truth.posts[id]?.privacy ?? ''),
      );
      expect(unique((await timeline(owner.id, as)).nodes.map(({ post_id }) => post_id))).toEqual(wanted);
    };
    await seen(asFriend, ['EVERYONE', 'FRIENDS']);
    await seen({ cookies: [] }, ['EVERYONE']);
  });

  it('bring all posts for managing, without counts or names, to their owner alone', async () => {
    const first: Step = ['ProfileCometManagePostsTimelineRootQuery', { userID: owner.id }];
    const next: Step = ['CometManagePostsFeedRefetchQuery', { id: owner.id }];
    const { nodes, pages } = await walk('timeline_manage_feed_units', [first, next]);
    expect(nodes.map(({ id }) => id)).toEqual(
      truth.sources.timeline.ids.map((id) => toStoryId(owner.id, id)),
    );
    expect(pages.slice(0, 2)).toEqual([9, 6]);
    expect(nodes[0]).toMatchObject({ creation_time: expect.any(Number) });
    expect(findAll(nodes, 'post_id')).toEqual([]);
    const { documents } = await askQuery(site, first[0], { ...asFriend, variables: first[1] });
    expect(documents).toMatchObject([{ data: { node: null } }]);
  });

  it('bring only the time that was asked for', async () => {
    const [afterTime, beforeTime] = [Date.UTC(2026, 8, 1) / 1000, Date.UTC(2026, 9, 1) / 1000];
    const variables = { userID: owner.id, afterTime, beforeTime };
    const { nodes } = await walk('timeline_manage_feed_units', [
      ['ProfileCometManagePostsTimelineRootQuery', variables],
      ['CometManagePostsFeedRefetchQuery', { ...variables, id: owner.id }],
    ]);
    const times = nodes.map(({ creation_time }) => Number(creation_time));
    expect(times.length).toBeGreaterThan(5);
    expect(times.every((time) => time >= afterTime && time <= beforeTime)).toBe(true);
  });

  it('bring the posts of a page and of a group', async () => {
    const ofPage = await timeline(page.id, asFriend);
    expect(unique(ofPage.nodes.map(({ post_id }) => post_id))).toEqual(truth.sources.page.ids);
    const ofGroup = await walk('group_feed', [
      ['CometGroupDiscussionRootSuccessQuery', { groupID: group.id }],
      ['GroupsCometFeedRegularStoriesPaginationQuery', { id: group.id }],
    ]);
    expect(ofGroup.nodes.map(({ post_id }) => post_id)).toEqual(truth.sources.group.ids);
  });
});

describe('lists of photos and videos', () => {
  it('bring all of a profile', async () => {
    const photos = (await section('photos_by', 'Photos')).nodes;
    expect(toItemIds(photos).toSorted()).toEqual(truth.sources.photos_by.ids.toSorted());
    expect(toItemIds((await section('photos_of', 'Photos')).nodes)).toEqual(truth.sources.photos_of.ids);
    const videos = await section('videos_by', 'Videos');
    expect(toItemIds(videos.nodes)).toEqual(truth.sources.videos.ids);
    const reels = await section('reels', 'Reels');
    const reelIds = reels.nodes.map((edge) => (findAll(edge, 'playback_video')[0] as Json).id);
    expect(reelIds).toEqual(truth.sources.reels.ids);
    expect(Math.max(...videos.pages, ...reels.pages)).toBeLessThan(reelIds.length);
  });

  it('bring albums, and of each all that is left of what it counts', async () => {
    const { nodes } = await section('photos_albums', 'Albums');
    expect(toItemIds(nodes)).toEqual(Object.keys(truth.albums));
    expect(nodes.map(({ subtitle_text }) => (subtitle_text as Json).text)).toContain('60 Items');
    for (const album of Object.values(truth.albums)) {
      const found = await walk('media', [
        ['CometPhotoAlbumQuery', { mediasetToken: `a.${album.id}` }],
        ['CometAlbumPhotoCollagePaginationQuery', { id: album.id, count: 14 }],
      ]);
      expect(found.nodes.map(({ id }) => id)).toEqual(album.ids);
    }
    const [largest] = Object.values(truth.albums);
    expect(largest?.claimed).toBeGreaterThan(largest?.ids.length ?? 0);
  });

  it('walk through a set in the viewer and come back to its first photo; only there is the real file', async () => {
    const album = Object.values(truth.albums).find(({ ids }) => ids.length > 20) ?? expect.fail('no album');
    const mediasetToken = `a.${album.id}`;
    const seen: unknown[] = [];
    for (let nodeID: unknown = album.ids[0]; !seen.includes(nodeID) && seen.length < 100; ) {
      const variables = { nodeID, mediasetToken, isMediaset: true };
      const { documents } = await askQuery(site, 'CometPhotoRootContentQuery', { ...asOwner, variables });
      const data = mergeDocuments(documents) as { currMedia: Json; nextMediaAfterNodeId: Json };
      const photo = truth.photos[String(nodeID)];
      expect(data.currMedia).toMatchObject({
        image: { width: photo?.width, height: photo?.height },
        created_time: Date.parse(photo?.publishedAt ?? '') / 1000,
        feedback: { id: toFeedbackId(String(nodeID)) },
      });
      seen.push(nodeID);
      nodeID = data.nextMediaAfterNodeId.id;
    }
    expect(seen).toEqual(album.ids);
    const { documents } = await askQuery(site, 'CometPhotoAlbumQuery', {
      ...asOwner,
      variables: { mediasetToken },
    });
    const images = findAll(documents, 'image') as { uri: string }[];
    expect(images.every(({ uri }) => uri.includes('stp=dst-jpg_s'))).toBe(true);
  });

  it('bring every photo of a post that shows only some of them', async () => {
    const post =
      Object.values(truth.posts).find(({ photoIds }) => photoIds.length === 12) ?? expect.fail('none');
    const { documents } = await askQuery(site, 'CometSinglePostDialogContentQuery', {
      ...asOwner,
      variables: { storyID: toStoryId(post.authorId, post.id) },
    });
    const [token] = findAll(documents, 'mediaset_token');
    expect((findAll(documents, 'all_subattachments')[0] as Json).count).toBe(12);
    const set = await walk('media', [
      ['CometMediaSetQuery', { mediasetToken: token }],
      ['CometMediaSetPaginationQuery', { mediasetToken: token }],
    ]);
    expect(set.nodes.map(({ id }) => id)).toEqual(post.photoIds);
  });
});

describe('what only its owner has', () => {
  it('is listed: saved things and stories', async () => {
    const saved = await walk('all_saves', [
      ['CometSaveDashboardRootQuery', {}],
      ['CometSaveDashboardAllItemsPaginationQuery', {}],
    ]);
    expect(saved.nodes.map(({ id }) => id)).toEqual(truth.sources.saved.items.map(({ id }) => id));
    expect(unique(saved.nodes.map(({ savable }) => (savable as Json).__typename)).toSorted()).toEqual([
      'ExternalUrl',
      'Story',
      'UnavailableSavable',
      'Video',
    ]);
    const list = { collectionID: new URL(truth.sources.saved_list.url).searchParams.get('list_id') };
    const sorted = await walk('collection_items', [
      ['CometSaveCollectionRootQuery', list],
      ['CometSaveCollectionAllItemsPaginationQuery', list],
    ]);
    expect(sorted.nodes.map(({ id }) => id)).toEqual(truth.sources.saved_list.ids);
    const stories = await walk('archived_stories', [
      ['StoriesArchiveGridQuery', {}],
      ['StoriesArchiveGridPaginationQuery', {}],
    ]);
    expect(stories.nodes.map(({ story_id }) => story_id)).toEqual(
      truth.sources.stories.items.map(({ id }) => id),
    );
  });

  it('is nobody else’s', async () => {
    const saved = await askQuery(site, 'CometSaveDashboardRootQuery', { ...asFriend, variables: {} });
    expect((findAll(saved.documents, 'all_saves')[0] as Connection).edges).toEqual([]);
    const stories = await askQuery(site, 'StoriesArchiveGridQuery', { cookies: [], variables: {} });
    expect(stories.documents).toMatchObject([{ data: { node: null } }]);
  });
});

describe('comments', () => {
  it('come ten at a time, with replies on request', async () => {
    const post = Object.values(truth.posts).find(({ comments }) => comments > 25) ?? expect.fail('none');
    const { documents } = await askQuery(site, 'CometSinglePostDialogContentQuery', {
      ...asOwner,
      variables: { storyID: toStoryId(post.authorId, post.id) },
    });
    const [shown] = findAll(mergeDocuments(documents), 'comments').filter(
      (each) => 'edges' in (each as Json),
    );
    const first = shown as Connection;
    const name = 'CommentsListComponentsPaginationQuery';
    const variables = { id: toFeedbackId(post.id), commentsAfterCursor: first.page_info.end_cursor };
    const { nodes: more } = await walk('comments', [[name, variables, 'commentsAfterCursor']]);
    const found: unknown[] = [];
    for (const comment of [...first.edges.map(({ node }) => node), ...more]) {
      const { id } = comment.feedback as Json;
      const variables = { id, expansionToken: toExpansionToken(post.id, String(comment.legacy_fbid)) };
      const replies = await walk('replies_connection', [
        ['Depth1CommentsListPaginationQuery', variables],
        ['Depth1CommentsListPaginationQuery', variables, 'repliesAfterCursor'],
      ]);
      found.push(comment.legacy_fbid, ...replies.nodes.map(({ legacy_fbid }) => legacy_fbid));
    }
    const wanted = buildCommentTruth(world, post.id);
    expect(found).toEqual(wanted.map(({ id }) => id));
    expect(found).toHaveLength(post.comments);
    expect(
      Object.values(truth.posts).some(({ id }) => buildCommentTruth(world, id).some((each) => each.photoId)),
    ).toBe(true);
  });
});
