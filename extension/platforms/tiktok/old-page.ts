/** Pages from 2021 to 2023 (`SIGI_STATE`): posts and users stand in tables, and lists name them by their ids. */
import { at, type Json, toObject } from '../../core/json.ts';

/** The data of such a page as an answer of today with the same content. */
export function fromOldPage(state: Json): Json {
  const table = toObject(state.ItemModule);
  const posts = table ? Object.values(table) : state.ItemModule;
  const isVideoPage = toObject(state.VideoPage) !== null && Array.isArray(posts);
  const [first, ...others] = isVideoPage ? posts : [];
  const page = toObject(state.UserPage) ?? toObject(state.VideoPage) ?? toObject(state.ChallengePage);
  return {
    ...readShownList(state),
    ...(isVideoPage ? { itemInfo: { itemStruct: first }, itemList: others } : { itemList: posts }),
    ...(toObject(state.UserPage) ? { userInfo: readShownUser(state) } : {}),
    challengeInfo: at(state, 'ChallengePage', 'challengeInfo'),
    musicInfo: at(state, 'MusicPage', 'musicInfo'),
    statusCode: page?.statusCode,
  };
}

/** How the list that is shown goes on; the lists of other tabs are there too, and empty. */
function readShownList(state: Json): Json {
  const lists = Object.values(toObject(state.ItemList) ?? {}).map(toObject);
  const shown = lists.find((part) => Array.isArray(part?.list) && part.list.length > 0);
  return shown ? { hasMore: shown.hasMore, cursor: shown.cursor } : {};
}

function readShownUser(state: Json): Json | undefined {
  const users = toObject(at(state, 'UserModule', 'users')) ?? {};
  const shown = at(state, 'UserPage', 'uniqueId');
  const handle = typeof shown === 'string' && Object.hasOwn(users, shown) ? shown : Object.keys(users)[0];
  if (handle === undefined) return undefined;
  return { user: users[handle], stats: at(state, 'UserModule', 'stats', handle) };
}
