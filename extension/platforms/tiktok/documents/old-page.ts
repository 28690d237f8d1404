/** Pages from 2021 to 2023 (`SIGI_STATE`): posts and users stand in tables, and lists name them by their ids. */
import { at, type Json, toArray, toObject } from '../../../core/json.ts';

/** True for the data of such a page. */
export function isOldPage(doc: Json): boolean {
  return ['ItemModule', 'UserModule', 'UserPage', 'VideoPage'].some((key) => toObject(doc[key]) !== null);
}

/** The data of such a page as an answer of today with the same content. */
export function fromOldPage(state: Json): Json {
  const list = findShownList(state);
  const posts = listPosts(state, list);
  const part = ['UserPage', 'VideoPage', 'ChallengePage', 'MusicPage'].find((key) => toObject(state[key]));
  const shown = toObject(state[part ?? '']) ?? {};
  const isVideo = part === 'VideoPage';
  const isProfile = !isVideo && (part === 'UserPage' || state.UserModule !== undefined);
  return {
    ...(list ? { hasMore: list.hasMore, cursor: list.cursor } : {}),
    ...(isVideo ? { itemInfo: { itemStruct: posts[0] }, itemList: posts.slice(1) } : { itemList: posts }),
    ...(isProfile ? { userInfo: readShownUser(state, shown.uniqueId) } : {}),
    challengeInfo: shown.challengeInfo,
    musicInfo: shown.musicInfo,
    statusCode: shown.statusCode,
  };
}

/** The list that the page shows; the lists of other tabs are there too, and empty. */
function findShownList(state: Json): Json | null {
  const lists = Object.values(toObject(state.ItemList) ?? {}).map(toObject);
  return lists.find((part) => toArray(part?.list).length > 0) ?? null;
}

/** The posts in the order of the list, and what else is in the table; an id without a post stays an id. */
function listPosts(state: Json, list: Json | null): unknown[] {
  const table = toObject(state.ItemModule) ?? {};
  const ids = toArray(list?.list).map(String);
  const listed = ids.map((id) => (Object.hasOwn(table, id) ? table[id] : id));
  return [...listed, ...Object.keys(table).flatMap((id) => (ids.includes(id) ? [] : [table[id]]))];
}

/** Where there is none, what stands for it is empty, and is counted. */
function readShownUser(state: Json, shown: unknown): Json {
  const users = toObject(at(state, 'UserModule', 'users')) ?? {};
  const handle = typeof shown === 'string' && Object.hasOwn(users, shown) ? shown : Object.keys(users)[0];
  if (handle === undefined) return {};
  return { user: users[handle], stats: at(state, 'UserModule', 'stats', handle) };
}
