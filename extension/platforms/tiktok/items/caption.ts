/** The caption of a post, and the tags and mentions in it. */
import { type Fields, needed } from '../documents/drift.ts';

export interface Caption {
  /** Null when it could not be read. */
  text: string | null;
  tags: string[];
  /** Handles without the @, in the order of the text. */
  mentions: string[];
}

/** Of marks; mentions have 0. */
const tagType = 1;

/** The caption; since 2025 it is also there in blocks, which stand in for it. */
export function readCaption(item: Fields): Caption {
  const text = item.text('desc', 'text', needed) ?? readBlocks(item);
  const marks = item.objects('textExtra', 'tags');
  const found = marks.map((mark) => {
    const tag = mark.text('hashtagName', 'tags');
    const mention = mark.text('userUniqueId', 'mentions');
    // A mark is the one or the other; a bare # gets one too, whose name is empty.
    const isBare = tag === '' && mark.json.type === tagType;
    if (!tag && !mention && !isBare) mark.note('hashtagName', 'tags');
    return { tag: tag ?? '', mention: mention ?? '' };
  });
  const challenges = item.objects('challenges', 'tags').map((tag) => tag.text('title', 'tags', needed) ?? '');
  const tags = unique([...found.map(({ tag }) => tag), ...challenges]);
  // Whoever writes #word gets a tag; a number is a number.
  if (tags.length === 0 && /(^|\s)#[\p{N}_]*\p{L}/u.test(text ?? '')) item.note('textExtra', 'tags');
  return { text, tags, mentions: unique(found.map(({ mention }) => mention)) };
}

function readBlocks(item: Fields): string | null {
  const blocks = item.objects('contents', 'text').map((block) => block.text('desc', 'text') ?? '');
  return blocks.length > 0 ? blocks.join('\n') : null;
}

/** The first of each, whatever its case. */
function unique(names: string[]): string[] {
  const byFold = new Map<string, string>();
  for (const name of names) if (name && !byFold.has(name.toLowerCase())) byFold.set(name.toLowerCase(), name);
  return [...byFold.values()];
}
