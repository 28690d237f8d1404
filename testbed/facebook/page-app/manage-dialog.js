import { ask } from './api.js';
import { button, el, link, picture } from './dom.js';
import { buildList } from './lists.js';

/** "Manage posts": one's own posts as a grid in a window over the page. */
export async function openManage(userID) {
  const filters = {
    afterTime: null,
    beforeTime: null,
    gridMediaWidth: 230,
    includeGroupScheduledPosts: false,
    omitPinnedPost: true,
    postedBy: null,
    privacy: null,
    taggedInOnly: null,
  };
  const data = await ask('ProfileCometManagePostsTimelineRootQuery', {
    ...filters,
    count: 9,
    scale: 1,
    userID,
  });
  if (!data) return;
  const body = el('div', { class: 'dialog-body' });
  const dialog = el(
    'div',
    { role: 'dialog', 'aria-label': 'Manage posts', class: 'dialog' },
    el(
      'div',
      { class: 'dialog-head' },
      el('h2', {}, 'Manage posts'),
      button('Close', { class: 'round', onclick: () => dialog.remove() }, '×'),
    ),
    body,
  );
  document.body.append(dialog);
  body.append(
    buildList(
      { class: 'manage-grid' },
      {
        first: data.user.timeline_manage_feed_units,
        root: body,
        loadMore: async (cursor) => {
          const next = await ask('CometManagePostsFeedRefetchQuery', {
            ...filters,
            count: 6,
            cursor,
            id: userID,
            scale: 1,
          });
          return next?.node.timeline_manage_feed_units;
        },
        buildItem: (story) => {
          const attachment = story.attachments[0]?.style_type_renderer.attachment;
          const media = attachment?.media ?? attachment?.all_subattachments?.nodes[0]?.media;
          const day = new Date(story.creation_time * 1000).toUTCString().slice(5, 16);
          const text = story.message?.text ?? story.title?.text ?? '';
          return link(
            story.url,
            { class: 'manage-card' },
            el('span', { class: 'sub' }, day),
            el('div', {}, text),
            media?.image ? picture(media.image.uri) : null,
          );
        },
      },
    ),
  );
}
