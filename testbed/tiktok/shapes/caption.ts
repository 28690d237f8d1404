import type { Caption } from '../catalog/model.ts';
import type { Json } from './context.ts';

/** The text of a post as one string: its lines, then tags and mentions. */
export function toDescription(caption: Caption): string {
  return toBlocks(caption).join(' ');
}

/** The text in its blocks, each with the places of tags and mentions. From the second on they begin with a line separator. */
export function toContents(caption: Caption): Json[] {
  return toBlocks(caption).map((desc) => ({ desc, textExtra: findMarks(caption, desc) }));
}

/** Places are UTF-16 offsets in the whole text. */
export function toTextExtra(caption: Caption): Json[] {
  return findMarks(caption, toDescription(caption));
}

/** Tags as objects of their own. */
export function toChallenges(caption: Caption): Json[] {
  const pictures = [
    'profileLarger',
    'profileMedium',
    'profileThumb',
    'coverLarger',
    'coverMedium',
    'coverThumb',
  ];
  const none = Object.fromEntries(pictures.map((name) => [name, '']));
  return caption.tags.map(({ id, name }) => ({ id, title: name, desc: '', ...none }));
}

function toBlocks({ lines, tags, mentions }: Caption): string[] {
  const marks = [...tags.map(({ name }) => `#${name}`), ...mentions.map(({ nickname }) => `@${nickname}`)];
  const blocks = lines.map((line, index) => (index === 0 ? line : `\u2028${line}`));
  const last = blocks.pop() ?? '';
  return [...blocks, marks.length > 0 ? `${last} ${marks.join(' ')} ` : last];
}

/** Marks stand at the end of the text, in their order. */
function findMarks({ tags, mentions }: Caption, text: string): Json[] {
  const found: Json[] = [];
  const wanted = [
    ...tags.map((tag) => ({
      mark: `#${tag.name}`,
      extra: { hashtagId: tag.id, hashtagName: tag.name, type: 1, subType: 0, isCommerce: false },
    })),
    ...mentions.map((user) => ({
      mark: `@${user.nickname}`,
      extra: {
        hashtagName: '',
        type: 0,
        subType: 0,
        userId: user.id,
        isCommerce: false,
        userUniqueId: user.uniqueId,
        secUid: user.secUid,
      },
    })),
  ];
  let end = text.length;
  for (const { mark, extra } of wanted.toReversed()) {
    const start = text.lastIndexOf(mark, end);
    if (start < 0) continue;
    found.unshift({ awemeId: '', start, end: start + mark.length, ...extra });
    end = start - 1;
  }
  return found;
}
