import { ask } from './api.js';
import { me } from './boot.js';
import { button, el, link, picture } from './dom.js';
import { buildCollection } from './grid-view.js';
import { buildList, buildUnit } from './lists.js';
import { openManage } from './manage-dialog.js';
import { buildStory } from './story.js';

/** A profile: cover, name, buttons, tabs, and the timeline or one of the lists. */
export function buildProfile({ answers, props }) {
  const { user } = answers.ProfileCometHeaderQuery.data.user.profile_header_renderer;
  const section = answers.ProfileCometTopAppSectionQuery?.data.node;
  const isMine = user.id === me.USER_ID;
  const buttons = isMine
    ? [
        button('Add to story', { class: 'primary' }),
        link('#', { 'aria-label': 'Edit profile', class: 'pill' }, 'Edit profile'),
      ]
    : [button('Friends', { class: 'pill' }), button('Message', { class: 'primary' })];
  const tabs = user.profile_tabs.profile_user.timeline_nav_app_sections.edges.map(({ node }) =>
    link(node.url, { role: 'tab', class: 'tab' }, node.name),
  );
  const page = el(
    'div',
    { role: 'main', class: 'profile' },
    el(
      'div',
      { class: 'profile-head' },
      el('div', { class: 'cover', 'data-pagelet': 'ProfileCoverPhoto' }),
      el(
        'div',
        { class: 'identity' },
        picture(user.profilePicLarge.uri, { class: 'profile-picture' }),
        el(
          'div',
          { class: 'identity-names' },
          el('h1', {}, user.name),
          link('#', { class: 'sub' }, user.profile_social_context.text),
        ),
        el('div', { 'data-pagelet': 'ProfileActions', class: 'profile-actions' }, ...buttons),
      ),
      el(
        'div',
        { 'data-pagelet': 'ProfileTabs', role: 'tablist', class: 'tabs' },
        ...tabs,
        button('Actions', { class: 'round' }, '···'),
      ),
    ),
  );
  page.append(section ? buildCollection(section, props.userID) : buildTimeline(answers, { props, isMine }));
  return page;
}

function buildTimeline({ ProfileCometTimelineFeedQuery }, { props, isMine }) {
  const first = ProfileCometTimelineFeedQuery.data.user.timeline_list_feed_units;
  const manage = isMine
    ? [button('Manage posts', { class: 'pill', onclick: () => openManage(props.userID) })]
    : [];
  const list = buildList(
    { 'data-pagelet': 'ProfileTimeline', class: 'column' },
    {
      first,
      loadMore: async (cursor) => {
        const variables = {
          count: 3,
          cursor,
          id: props.userID,
          scale: 1,
          stream_count: 1,
          renderLocation: 'timeline',
        };
        const data = await ask('ProfileCometTimelineFeedRefetchQuery', variables);
        return data?.node.timeline_list_feed_units;
      },
      buildItem: (story, place) =>
        buildUnit({ 'data-pagelet': `TimelineFeedUnit_${place}`, class: 'unit' }, () =>
          buildStory(story, place),
        ),
    },
  );
  return el(
    'div',
    { class: 'timeline' },
    el(
      'div',
      { class: 'card posts-head' },
      el('h2', {}, 'Posts'),
      button('Filters', { class: 'pill' }),
      ...manage,
    ),
    list,
  );
}
