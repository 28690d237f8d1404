import { ask } from './api.js';
import { button, el, link, picture } from './dom.js';
import { buildList, buildUnit } from './lists.js';
import { buildStory } from './story.js';

/** Pages that are one list of posts, or of what was collected. */
const buildPost = (story, place) =>
  buildUnit({ class: 'unit', 'data-pagelet': `FeedUnit_${place}` }, () => buildStory(story, place));

export function buildHome({ answers }) {
  const first = answers.CometModernHomeFeedQuery.data.viewer.news_feed;
  const loadMore = async (cursor) =>
    (await ask('CometNewsFeedPaginationQuery', { count: 5, cursor, scale: 1 }))?.viewer.news_feed;
  return el(
    'div',
    { role: 'main', class: 'timeline' },
    buildList({ role: 'feed', class: 'column' }, { first, loadMore, buildItem: buildPost }),
  );
}

export function buildGroup({ answers }) {
  const { group } = answers.CometGroupDiscussionRootSuccessQuery.data;
  const loadMore = async (cursor) =>
    (
      await ask('GroupsCometFeedRegularStoriesPaginationQuery', {
        count: 3,
        cursor,
        feedType: 'DISCUSSION',
        id: group.id,
        scale: 1,
        sortingSetting: new URLSearchParams(location.search).get('sorting_setting') ?? 'TOP_POSTS',
      })
    )?.node.group_feed;
  return el(
    'div',
    { role: 'main', class: 'profile' },
    el(
      'div',
      { class: 'profile-head' },
      el('div', { class: 'cover' }),
      el(
        'div',
        { class: 'identity' },
        el('h1', {}, group.name),
        el(
          'div',
          { class: 'profile-actions' },
          button('Joined', { class: 'pill' }),
          button('Invite', { class: 'primary' }),
          button('More', { class: 'round' }, '···'),
        ),
      ),
    ),
    el(
      'div',
      { class: 'timeline' },
      buildList(
        { role: 'feed', 'data-pagelet': 'GroupFeed', class: 'column' },
        { first: group.group_feed, loadMore, buildItem: buildPost },
      ),
    ),
  );
}

export function buildSinglePost({ answers }) {
  const { data } = answers.CometSinglePostDialogContentQuery;
  return el('div', { role: 'main', class: 'timeline' }, buildStory(data.node_v2 ?? data.node));
}

export function buildSaved({ answers }) {
  const collection = answers.CometSaveCollectionRootQuery?.data.content_collection;
  if (collection)
    return buildSaves(collection.collection_items, async (cursor) => {
      const place = { collectionID: collection.id, count: 10, cursor, scale: 1 };
      return (await ask('CometSaveCollectionAllItemsPaginationQuery', place))?.content_collection
        .collection_items;
    });
  return buildSaves(
    answers.CometSaveDashboardRootQuery.data.viewer.saver_info.all_saves,
    async (cursor) =>
      (
        await ask('CometSaveDashboardAllItemsPaginationQuery', {
          content_filter: null,
          count: 10,
          cursor,
          scale: 1,
        })
      )?.viewer.saver_info.all_saves,
  );
}

function buildSaves(first, loadMore) {
  const buildItem = ({ savable }) =>
    el(
      'div',
      { class: 'card saved' },
      picture(savable.savable_image?.uri),
      link(savable.url ?? '#', {}, savable.savable_title.text),
      el('span', { class: 'sub' }, savable.__typename),
    );
  return el(
    'div',
    { role: 'main', class: 'timeline' },
    el('h1', {}, 'Saved'),
    buildList({ class: 'column' }, { first, loadMore, buildItem }),
  );
}

export function buildArchive({ answers }) {
  const first = answers.StoriesArchiveGridQuery.data.viewer.archived_stories;
  const loadMore = async (cursor) =>
    (await ask('StoriesArchiveGridPaginationQuery', { count: 8, cursor, scale: 1 }))?.viewer.archived_stories;
  const buildItem = ({ url, attachments }) =>
    link(
      url,
      { class: 'tile tile-link tall' },
      picture(attachments[0].media.previewImage?.uri ?? attachments[0].media.thumbnailImage?.uri),
    );
  return el(
    'div',
    { role: 'main', class: 'profile' },
    el(
      'div',
      { class: 'card collection' },
      el('h1', {}, 'Story archive'),
      buildList({ class: 'grid' }, { first, loadMore, buildItem }),
    ),
  );
}

export function buildError({ props }) {
  return el(
    'div',
    { role: 'main', class: 'timeline' },
    el(
      'div',
      { class: 'card' },
      el('h2', {}, props.title ?? 'Something went wrong'),
      link('/', { class: 'primary' }, 'Go to Feed'),
    ),
  );
}
