/** What an archive should hold of an item, field by field, beside what it holds. */
import type { EntryTruth, ListTruth, VideoTruth } from '../testbed/youtube/catalog/truth.ts';
import type { ArchivedItem } from './archive.ts';

/** Items as `items.json` has them, as far as they are compared. */
export interface DetailedItem extends ArchivedItem {
  url: string;
  text: string | null;
  author: { id: string; name: string; handle: string };
  createdAt: { precision: string; at?: string };
  durationSec: number | null;
  stats: Record<string, { precision: string; value?: number }>;
  tags: string[];
  category: string | null;
  chapters: { startSec: number; title: string }[];
  media: { kind: string; language?: string; automatic?: boolean }[];
}

const readExact = (count: { precision: string; value?: number } | undefined) =>
  count?.precision === 'exact' ? count.value : `not exact: ${JSON.stringify(count)}`;

/** Every field of a video; what is not exact shows up as a difference. */
export function digestVideo(item: DetailedItem) {
  const { id, kind, url, title, author, createdAt, durationSec, stats, tags, category, chapters, privacy } =
    item;
  return {
    id,
    kind,
    url,
    title,
    description: item.text,
    publishedAt:
      createdAt.precision === 'exact' ? new Date(createdAt.at ?? '').toISOString() : createdAt.precision,
    durationSec,
    views: readExact(stats.views),
    likes: readExact(stats.likes),
    comments: readExact(stats.comments),
    tags,
    category,
    chapters: chapters.map((chapter) => `${chapter.startSec} ${chapter.title}`),
    privacy,
    captions: item.media
      .filter((media) => media.kind === 'subtitle')
      .map(({ language, automatic }) => `${language} ${automatic}`)
      .sort(),
    channel: [author.id, author.name, author.handle],
  };
}

/** The same fields of the video that exists. */
export function digestVideoTruth(truth: VideoTruth): ReturnType<typeof digestVideo> {
  const { id, kind, url, title, description, publishedAt, durationSec, views, likes, tags, category } = truth;
  return {
    id,
    kind,
    url,
    title,
    description,
    publishedAt,
    durationSec,
    views,
    likes,
    comments: truth.commentCount,
    tags,
    category,
    chapters: truth.chapters.map((chapter) => `${chapter.startSec} ${chapter.title}`),
    privacy: truth.privacy,
    captions: truth.captions.map(({ languageCode, automatic }) => `${languageCode} ${automatic}`).sort(),
    channel: [truth.channelId, truth.channelTitle, truth.channelHandle],
  };
}

/** Places of a list; of an entry that is gone the site tells nothing but its place and id. */
export function digestEntries(entries: readonly Pick<EntryTruth, 'id' | 'position' | 'title'>[]) {
  return entries.map(({ id, position, title }) => ({ id, position, title }));
}

/** The places of a list that exists, with the site's words where a title is gone. */
export function digestEntriesTruth(list: ListTruth): ReturnType<typeof digestEntries> {
  const words = { deleted: '[Deleted video]', private: '[Private video]' };
  return list.entries.map(({ id, position, title, state }) => ({
    id,
    position,
    title: state === 'deleted' || state === 'private' ? words[state] : title,
  }));
}
