/** The lists of an answer by their names, and how an entry of each is read. */
import type { Item } from '../../../../shared/model/item.ts';
import { type Json, toObject } from '../../../core/json.ts';
import { countUnknown } from '../documents/drift.ts';
import { isItem, readItem } from '../items/item.ts';
import { isNamedList, readNamedList } from '../items/named-list.ts';
import { isSearchedUser, isUserInfo, readProfile, readSearchedProfile } from '../items/profile.ts';

type Counts = Map<string, number>;

/** What is in an entry; null when it is not what the list should hold. */
type EntryReader = (entry: unknown, counts: Counts) => Item[] | null;

const readPost: EntryReader = (entry, counts) => (isItem(entry) ? [readItem(entry, counts)] : null);

const readUser: EntryReader = (entry, counts) => {
  if (isUserInfo(entry)) return [readProfile(entry, counts)];
  return isSearchedUser(entry) ? [readSearchedProfile(entry, counts)] : null;
};

const readList: EntryReader = (entry, counts) => (isNamedList(entry) ? [readNamedList(entry, counts)] : null);

/** Search puts each post into a box, and some users into one of their own. */
const readFound: EntryReader = (entry, counts) => {
  const box = toObject(entry);
  if (box?.item !== undefined) return readPost(box.item, counts);
  return Array.isArray(box?.user_list) ? readEntries('user_list', box.user_list, counts) : null;
};

/** The stories of one of several authors. */
const readStories: EntryReader = (entry, counts) => {
  const list = toObject(entry)?.itemList;
  return Array.isArray(list) ? readEntries('itemList', list, counts) : null;
};

/** A single post; what is not there any more leaves the box empty. */
const readDetail: EntryReader = (entry, counts) => {
  const box = toObject(entry);
  if (!box || Object.keys(box).length === 0) return box && [];
  return readPost(box.itemStruct, counts);
};

const listReaders: Record<string, EntryReader> = {
  itemList: readPost,
  item_list: readPost,
  data: readFound,
  userList: readUser,
  user_list: readUser,
  playList: readList,
  collectionList: readList,
  batchStoryItemLists: readStories,
};

const boxReaders: Record<string, EntryReader> = { itemInfo: readDetail, userInfo: readUser };

/** Names of everything that holds posts, users or lists. */
export const entryKeys: readonly string[] = [...Object.keys(listReaders), ...Object.keys(boxReaders)];

export interface Entries {
  items: Item[];
  /** The entries of the list as they came, read or not; null when there is no list. */
  raw: unknown[] | null;
}

/** Reads every list and box of an answer; what is in one and not understood is counted by the name of the list. */
export function readAllEntries(doc: Json, counts: Counts): Entries {
  const found: Entries = { items: [], raw: null };
  for (const key of entryKeys) {
    const value = doc[key] ?? undefined;
    if (value === undefined) continue;
    const isBox = key in boxReaders;
    if (isBox ? toObject(value) === null : !Array.isArray(value)) {
      // `data` is what many other answers are in.
      if (key !== 'data') countUnknown(counts, key);
      continue;
    }
    const list = isBox ? [value] : (value as unknown[]);
    found.items.push(...readEntries(key, list, counts));
    if (!isBox) found.raw = list;
  }
  return found;
}

function readEntries(key: string, list: unknown[], counts: Counts): Item[] {
  const read = listReaders[key] ?? boxReaders[key];
  return list.flatMap((entry) => {
    const items = read?.(entry, counts);
    if (!items) countUnknown(counts, key);
    return items ?? [];
  });
}
