import { ask } from './api.js';
import { button, el, link, picture } from './dom.js';
import { buildActions, buildComments, buildVideo } from './story.js';

/** One photo over the whole page, with its neighbours one step away. */
export function buildViewer({ answers }) {
  const { data, variables } = answers.CometPhotoRootContentQuery;
  const page = el('div', { role: 'main', class: 'viewer' });
  const show = (answer) => {
    const photo = answer.currMedia;
    const step = (neighbour) => async () => {
      const next =
        neighbour && (await ask('CometPhotoRootContentQuery', { ...variables, nodeID: neighbour.id }));
      if (!next) return;
      history.replaceState({}, '', next.currMedia.url);
      show(next);
    };
    page.replaceChildren(
      el(
        'div',
        { 'data-pagelet': 'MediaViewerPhoto', class: 'stage' },
        button('Close', { class: 'round close', onclick: () => history.back() }, '×'),
        picture(photo.image.uri, {
          'data-visualcompletion': 'media-vc-image',
          alt: photo.accessibility_caption,
        }),
        answer.prevMediaBeforeNodeId
          ? button(
              'Previous photo',
              { class: 'round arrow left', onclick: step(answer.prevMediaBeforeNodeId) },
              '‹',
            )
          : null,
        answer.nextMediaAfterNodeId
          ? button(
              'Next photo',
              { class: 'round arrow right', onclick: step(answer.nextMediaAfterNodeId) },
              '›',
            )
          : null,
      ),
      buildPanel({
        owner: photo.owner,
        sec: photo.created_time,
        text: photo.message?.text,
        feedbackId: photo.feedback?.id,
      }),
    );
  };
  show(data);
  return page;
}

/** A reel, upright, with its actions beside it. */
export function buildReel({ answers }) {
  const { video, viewer } = answers.FBReelsRootWithEntrypointQuery.data;
  const story = video.creation_story;
  const context = story.short_form_video_context;
  const { feedback, fb_reel_react_button: react } = story;
  const action = (label, count) =>
    el(
      'div',
      { class: 'reel-action' },
      button(
        label,
        { class: 'round' },
        el('i', { 'data-visualcompletion': 'css-img', 'aria-hidden': 'true' }),
      ),
      el('span', {}, String(count)),
    );
  return el(
    'div',
    { role: 'main', class: 'reels', 'data-pagelet': 'Reels' },
    buildVideo(context.playback_video, { class: 'video reel-video' }),
    el(
      'div',
      { class: 'reel-side' },
      el('h2', {}, link(context.video_owner.url, {}, context.video_owner.name)),
      el('p', {}, story.message?.text ?? ''),
      el(
        'div',
        { class: 'reel-actions' },
        action('Like', react.story.feedback.unified_reactors.count),
        action('Comment', feedback.total_comment_count),
        action('Share', feedback.share_count_reduced),
        button('More', { class: 'round', 'aria-haspopup': 'menu' }, '···'),
      ),
      ...viewer.lasso_blue_feed.edges.map(({ node }) =>
        link(node.short_form_video_context.shareable_url, { class: 'sub' }, 'Next reel'),
      ),
    ),
  );
}

/** The page of a video. */
export function buildWatch({ answers }) {
  const { video } = answers.CometTahoeRootQuery.data;
  return el(
    'div',
    { role: 'main', class: 'viewer', 'data-pagelet': 'WatchPermalinkVideo' },
    el('div', { class: 'stage' }, buildVideo(video)),
    buildPanel({
      owner: video.owner,
      sec: video.publish_time,
      text: video.message?.text ?? video.title?.text,
      feedbackId: video.feedback?.id,
    }),
  );
}

/** Who, when, text, actions, and comments on request. */
function buildPanel({ owner, sec, text, feedbackId }) {
  const more = button('Comments', { class: 'pill' });
  more.addEventListener('click', async () => {
    const data = await ask('CommentsListComponentsPaginationQuery', {
      commentsAfterCursor: null,
      id: feedbackId,
      scale: 1,
    });
    const comments = data?.node.comment_rendering_instance_for_feed_location.comments;
    if (comments) more.replaceWith(buildComments(comments, feedbackId));
  });
  return el(
    'div',
    { role: 'complementary', class: 'panel' },
    el('h2', {}, link(owner.url, {}, owner.name)),
    el('span', { class: 'sub' }, new Date(sec * 1000).toUTCString().slice(5, 16)),
    el('p', {}, text ?? ''),
    buildActions(),
    more,
  );
}
