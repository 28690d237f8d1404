import { ask } from './api.js';
import { button, el, link, picture } from './dom.js';

/** A post as an article: who and when, text, what it shows, counts, actions. */
export function buildStory(story, place = 0) {
  const content = story.comet_sections.content.story;
  const layout = story.comet_sections.context_layout.story.comet_sections;
  const time = layout.metadata.find(({ story: about }) => about.creation_time)?.story;
  const ufi =
    story.comet_sections.feedback.story.story_ufi_container.story.feedback_context
      .feedback_target_with_context;
  const comments = ufi.comment_list_renderer?.feedback.comment_rendering_instance_for_feed_location.comments;
  return el(
    'div',
    { role: 'article', 'aria-posinset': place + 1, class: 'article' },
    buildHead(content, layout, time),
    content.message
      ? el('div', { 'data-ad-preview': 'message', class: 'message' }, content.message.text)
      : null,
    ...content.attachments.map(buildAttachment),
    content.attached_story ? buildShared(content.attached_story) : null,
    buildCounts(ufi),
    buildActions(),
    comments ? buildComments(comments, ufi.id) : null,
  );
}

function buildHead(content, layout, time) {
  const [actor] = content.actors;
  const title = layout.title?.story.title?.text;
  const audience = layout.metadata.find(({ story }) => story.privacy_scope)?.story.privacy_scope;
  const label =
    audience?.description ?? audience?.privacy_scope_renderer?.entry_point_renderer.source.scope.label ?? '';
  const day = time ? new Date(time.creation_time * 1000).toUTCString().slice(5, 16) : '';
  return el(
    'div',
    { class: 'head' },
    link(actor.url, { class: 'avatar' }, picture(layout.actor_photo.story.actors[0].profile_picture.uri)),
    el(
      'div',
      { class: 'head-names' },
      el('h2', {}, link(actor.url, {}, el('strong', {}, title ?? actor.name))),
      el(
        'span',
        { class: 'sub' },
        time ? link(time.url, {}, day) : '',
        ' · ',
        el('span', { 'aria-label': label }, label),
      ),
    ),
    button('Actions for this post', { class: 'round', 'aria-haspopup': 'menu' }, '···'),
  );
}

/** The picture of a photo; strangers get another one. */
function toImage(photo) {
  return photo.comet_photo_attachment_resolution_renderer?.image ?? photo.photo_image;
}

function buildAttachment({ styles }) {
  const { attachment } = styles;
  const photos =
    attachment.all_subattachments?.nodes.map(({ media }) => media) ??
    (attachment.media?.__typename === 'Photo' ? [attachment.media] : []);
  if (photos.length > 0) {
    const more = (attachment.all_subattachments?.count ?? 0) - photos.length;
    return el(
      'div',
      { class: `photos photos-${Math.min(photos.length, 5)}` },
      ...photos.map((photo, place) =>
        link(
          photo.url,
          { 'aria-label': photo.accessibility_caption },
          picture(toImage(photo).uri, { alt: photo.accessibility_caption }),
          more > 0 && place === photos.length - 1 ? el('span', { class: 'more' }, `+${more}`) : null,
        ),
      ),
    );
  }
  const reel = attachment.style_infos?.find(({ fb_shorts_story }) => fb_shorts_story)?.fb_shorts_story;
  const video =
    reel?.attachments[0].media ?? (attachment.media?.__typename === 'Video' ? attachment.media : null);
  if (video) return buildVideo(video);
  const life = attachment.style_infos?.find(({ life_event_title }) => life_event_title);
  if (life) return el('div', { class: 'life-event' }, el('strong', {}, life.life_event_title));
  return link(
    attachment.url ?? '#',
    { class: 'link-card', target: '_blank' },
    picture(attachment.media?.fallback_image?.uri),
    el('strong', {}, attachment.title_with_entities?.text ?? ''),
    el('p', {}, attachment.description?.text ?? ''),
  );
}

/** A video with its player; the address of its own page is beside it. */
export function buildVideo(video, attributes = {}) {
  const legacy = video.videoDeliveryLegacyFields;
  const result = video.videoDeliveryResponseFragment?.videoDeliveryResponseResult;
  const source = legacy
    ? (legacy.browser_native_hd_url ?? legacy.browser_native_sd_url)
    : result.progressive_urls.find(({ progressive_url }) => progressive_url)?.progressive_url;
  return el(
    'div',
    { 'data-video-id': video.id, class: 'video', ...attributes },
    el('video', {
      src: source,
      poster: video.thumbnailImage.uri,
      controls: true,
      preload: 'none',
      playsinline: true,
    }),
    link(video.permalink_url, { class: 'sub' }, 'Open'),
  );
}

function buildShared(shared) {
  const [actor] = shared.actors;
  return el(
    'div',
    { class: 'shared' },
    ...shared.attachments.map(buildAttachment),
    el('h3', {}, link(actor.url, {}, actor.name)),
    el('div', {}, shared.message.text),
  );
}

function buildCounts(ufi) {
  const summary = ufi.comet_ufi_summary_and_actions_renderer.feedback;
  const adaptive = summary.adaptive_ufi_action_renderers[0].feedback;
  const reactions = summary.i18n_reaction_count ?? adaptive.i18n_reaction_count;
  const shares = summary.i18n_share_count ?? adaptive.i18n_share_count;
  const comments = ufi.comment_rendering_instance.comments.total_count;
  return el(
    'div',
    { class: 'counts sub' },
    el('span', { 'aria-label': 'See who reacted to this' }, `👍 ${reactions}`),
    el('span', {}, `${comments} comments · ${shares} shares`),
  );
}

/** The row below a post: a cell to a button, in which a picture stands before the word. */
export function buildActions() {
  const cell = (name, label, text) =>
    el(
      'div',
      {},
      button(
        label,
        { class: 'action' },
        el('i', { 'data-visualcompletion': 'css-img', 'aria-hidden': 'true' }),
        el('span', { 'data-ad-rendering-role': `${name}_button` }, text),
      ),
    );
  return el(
    'div',
    { class: 'actions' },
    cell('like', 'Like', 'Like'),
    cell('comment', 'Leave a comment', 'Comment'),
    cell('share', 'Send this to friends or post it on your profile.', 'Share'),
  );
}

/** Comments as they came; more of them, and replies, on request. */
export function buildComments(first, feedbackId) {
  const list = el('div', { class: 'comments', 'aria-label': 'Comments' });
  const more = button('View more comments', { class: 'more-comments' });
  let cursor = null;
  const show = (connection) => {
    for (const { node } of connection.edges) more.before(buildThread(node));
    cursor = connection.page_info.end_cursor;
    if (!connection.page_info.has_next_page) more.remove();
  };
  more.addEventListener('click', async () => {
    const variables = {
      commentsAfterCount: -1,
      commentsAfterCursor: cursor,
      feedLocation: 'POST_PERMALINK_DIALOG',
      id: feedbackId,
      scale: 1,
    };
    const data = await ask('CommentsListComponentsPaginationQuery', variables);
    const comments = data?.node.comment_rendering_instance_for_feed_location.comments;
    if (comments) show(comments);
  });
  list.append(more);
  show(first);
  return list;
}

function buildThread(comment) {
  const thread = el('div', { class: 'thread' }, buildComment(comment));
  const count = comment.feedback.replies_fields.total_count;
  if (count === 0) return thread;
  const more = button(`View all ${count} replies`, { class: 'more-replies' });
  let cursor = null;
  more.addEventListener('click', async () => {
    const variables = {
      expansionToken: comment.feedback.expansion_info.expansion_token,
      id: comment.feedback.id,
      repliesAfterCursor: cursor,
      scale: 1,
    };
    const data = await ask('Depth1CommentsListPaginationQuery', variables);
    const replies = data?.node.replies_connection;
    if (!replies) return;
    more.before(...replies.edges.map(({ node }) => buildComment(node)));
    cursor = replies.page_info.end_cursor;
    if (!replies.page_info.has_next_page) more.remove();
  });
  thread.append(more);
  return thread;
}

function buildComment(comment) {
  const photo = comment.attachments[0]?.style_type_renderer.attachment.media;
  return el(
    'div',
    {
      role: 'article',
      'aria-label': `Comment by ${comment.author.name}`,
      class: `comment depth-${comment.depth}`,
    },
    picture(comment.author.profile_picture_depth_0.uri, { class: 'small-avatar' }),
    el(
      'div',
      { class: 'bubble' },
      link(comment.author.url, {}, comment.author.name),
      el('div', {}, comment.body?.text ?? ''),
      photo ? picture(toImage(photo).uri, { class: 'comment-photo' }) : null,
    ),
  );
}
