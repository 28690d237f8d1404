import type { Author } from '../../../../shared/model/item.ts';
import { type Fields, needed } from '../documents/drift.ts';
import { toHandle, toProfileRef } from '../urls.ts';

/** Who made a post, and what of its address and visibility follows from that. */
export interface Owner {
  author: Author | null;
  /** Without the @. */
  handle: string | null;
  /** True when only followers see what the account posts; null when the page does not tell. */
  isPrivate: boolean | null;
}

/** The author of a post: an object, or until 2023 a handle with the rest of it beside it. */
export function readOwner(item: Fields): Owner {
  if (typeof item.json.author === 'string') {
    const names = { id: 'authorId', handle: 'author', name: 'nickname', secUid: 'authorSecId' };
    return { ...toOwner(item, names), isPrivate: item.flag('authorPrivate', 'privacy') };
  }
  const author = item.object('author', 'author', needed);
  if (!author) return { author: null, handle: null, isPrivate: null };
  return { ...toOwner(author, userKeys), isPrivate: author.flag('privateAccount', 'privacy') };
}

const userKeys = { id: 'id', handle: 'uniqueId', name: 'nickname', secUid: 'secUid' };
const commentUserKeys = { id: 'uid', handle: 'unique_id', name: 'nickname', secUid: 'sec_uid' };

/** A user as lists of users and pages of profiles have it. */
export function readUser(user: Fields): Omit<Owner, 'isPrivate'> {
  return toOwner(user, userKeys);
}

/** A user as comments and searches have it. */
export function readCommentUser(user: Fields): Omit<Owner, 'isPrivate'> {
  return toOwner(user, commentUserKeys);
}

function toOwner(holder: Fields, keys: typeof userKeys): Omit<Owner, 'isPrivate'> {
  const id = holder.text(keys.id, 'author', needed) || null;
  const name = holder.text(keys.name, 'author', needed);
  const stated = holder.text(keys.handle, 'author', needed);
  const handle = toHandle(stated ?? '');
  if (stated !== null && handle === null) holder.note(keys.handle, 'author');
  // A profile is also found by the id that its lists are asked with.
  const word = handle ?? toHandle(holder.text(keys.secUid, 'author') ?? '');
  if (id === null && !name && word === null) return { author: null, handle };
  const url = word === null ? null : toProfileRef('profile', word).url;
  return { author: { id, name: name || (handle ?? ''), handle: handle && `@${handle}`, url }, handle };
}
