/** What players show of a film beside its picture and sound. */
import { z } from 'zod';
import type { Item } from '../../../shared/model/item.ts';

/** Longer texts are cut: the companion takes no more, and no player shows so much. */
const maxText = 20_000;
const maxTitle = 500;
const maxChapters = 1000;

const textSchema = z.string().max(maxText).nullable();

/** As it goes to whoever joins tracks; nulls leave what the tracks themselves say. */
export const filmTagsSchema = z.strictObject({
  title: textSchema,
  author: textSchema,
  /** A day. */
  date: textSchema,
  description: textSchema,
  /** The address that it is from. */
  comment: textSchema,
  chapters: z
    .array(z.strictObject({ title: z.string(), startSec: z.number().nonnegative(), endSec: z.number() }))
    .max(maxChapters),
  /** Path in the archive of the picture that stands for it. */
  cover: z.string().nullable(),
});
export type FilmTags = z.infer<typeof filmTagsSchema>;

/** What is nothing to read is not said. */
function toText(text: string | null | undefined): string | null {
  const plain = text?.replaceAll('\0', '').slice(0, maxText).trim();
  return plain ? plain : null;
}

/** A chapter ends where the next begins; those that would be empty are left out. */
function toChapters({ chapters, durationSec }: Item): FilmTags['chapters'] {
  const sorted = chapters.toSorted((one, other) => one.startSec - other.startSec);
  return sorted
    .map(({ title, startSec }, place) => ({
      title: title.slice(0, maxTitle),
      startSec,
      endSec: sorted[place + 1]?.startSec ?? durationSec ?? startSec + 1,
    }))
    .filter(({ startSec, endSec }) => endSec > startSec)
    .slice(0, maxChapters);
}

/** `cover`: the path of a picture of it that is in the archive. */
export function toFilmTags(item: Item, cover: string | null): FilmTags {
  const { title, author, createdAt, text, url } = item;
  return {
    title: toText(title),
    author: toText(author?.name),
    date: createdAt.precision === 'exact' ? new Date(createdAt.at).toISOString().slice(0, 10) : null,
    description: toText(text),
    comment: url,
    chapters: toChapters(item),
    cover,
  };
}
