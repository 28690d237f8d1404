/** Comments as threads: the newest state of what was said, replies folded away. */
import type { Comment } from '../../../../shared/model/item.ts';
import { build, type Child, isolate } from './element.ts';
import { formatCount, formatDay, formatNumberOf } from './format.ts';
import { buildRichText } from './rich-text.ts';
import { toThreads } from './threads.ts';

type ShownComment = Omit<Comment, 'itemId'>;

const threadsPerPage = 50;

export function buildCommentList(
  comments: ShownComment[],
  onTime: ((sec: number) => void) | null,
): HTMLElement {
  const threads = toThreads(comments);
  const list = build('ul', { class: 'comments' });
  const more = build('button', { type: 'button', class: 'more', onclick: () => showMore() }, 'More comments');
  let shown = 0;
  const showMore = () => {
    for (const { first, replies } of threads.slice(shown, shown + threadsPerPage)) {
      list.append(buildThread(first, replies, onTime));
    }
    shown += threadsPerPage;
    more.hidden = shown >= threads.length;
  };
  showMore();
  return build('section', {}, build('h2', {}, formatNumberOf(comments.length, 'comment')), list, more);
}

function buildThread(
  comment: ShownComment,
  replies: ShownComment[],
  onTime: ((sec: number) => void) | null,
): HTMLElement {
  return build(
    'li',
    {},
    buildComment(comment, onTime),
    replies.length > 0 &&
      build(
        'details',
        { class: 'replies' },
        build('summary', {}, formatNumberOf(replies.length, 'reply', 'replies')),
        build(
          'ul',
          { class: 'comments' },
          ...replies.map((reply) => build('li', {}, buildComment(reply, onTime))),
        ),
      ),
  );
}

/** "1 like", "1,234 likes". */
const toLikes = (likes: NonNullable<ShownComment['likes']>): string =>
  `${formatCount(likes)} ${likes.precision === 'exact' && likes.value === 1 ? 'like' : 'likes'}`;

function buildComment(comment: ShownComment, onTime: ((sec: number) => void) | null): HTMLElement {
  const { author, createdAt, likes, pinned, byOwner } = comment;
  const date =
    createdAt.precision === 'exact'
      ? formatDay(createdAt.at)
      : createdAt.precision === 'approximate'
        ? createdAt.text
        : '';
  const facts: Child[] = [
    build('strong', { class: byOwner ? 'owner' : '' }, isolate(author?.name ?? 'Unknown')),
    pinned && build('span', { class: 'tag' }, 'Pinned'),
    date !== '' && isolate(date),
    likes && likes.precision === 'exact' && likes.value === 0 ? null : likes && toLikes(likes),
  ];
  return build(
    'article',
    { class: 'comment' },
    build('p', { class: 'facts comment-facts' }, ...facts),
    buildRichText(comment.text, onTime),
  );
}
