/** What a source is, before it is walked: its name, its owner, its size, its lists. */
import { AppError, fromWire } from '../../../../shared/app-error.ts';
import type { Source, SourceKind, SourceRef } from '../../../../shared/model/source.ts';
import { askPage } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { readLoggedInUser } from '../session/identity.ts';
import { readOpenDocument } from '../session/page-document.ts';
import { readPost } from './post-details.ts';
import { isOfProfile, resolveProfile } from './profile-source.ts';

/** What is asked for a list that has a page of its own, and the name under which the answer has its id. */
const heads: Partial<Record<SourceKind, (id: string) => string>> = {
  playlist: (id) => `mix/detail?${new URLSearchParams({ mixId: id })}`,
  collection: (id) => `collection/detail?${new URLSearchParams({ collectionId: id })}`,
  sound: (id) => `music/detail?${new URLSearchParams({ musicId: id })}`,
  hashtag: (id) => `challenge/detail?${new URLSearchParams({ challengeName: id })}`,
};

/** Asks the site what a reference stands for. Throws AppError with its refusal. */
export async function resolveSource(desk: Desk, ref: SourceRef): Promise<Source> {
  if (ref.kind === 'video' || ref.kind === 'photo_post') return resolvePost(desk, ref);
  const toHead = heads[ref.kind];
  if (toHead) return resolveList(desk, ref, toHead(ref.id));
  if (isOfProfile(ref)) return resolveProfile(desk.page, ref);
  throw new AppError('input.not_supported');
}

async function resolvePost(desk: Desk, ref: SourceRef): Promise<Source> {
  const item = await readPost(desk, ref.id);
  const user = readLoggedInUser(readOpenDocument(desk.page).scope);
  return {
    ...ref,
    title: item.title || ref.id,
    author: item.author?.name ?? null,
    claimed: { count: 1, exact: true },
    own: user === null ? null : user.handle === item.author?.handle?.replace(/^@/, '').toLowerCase(),
    parts: [ref],
  };
}

/** Tags are named by their word and asked for by their number. */
async function resolveList(desk: Desk, ref: SourceRef, head: string): Promise<Source> {
  const read = await askPage(desk.page, head);
  if (read.error) throw fromWire(read.error);
  const values = new URLSearchParams(read.continuation?.split('?')[1] ?? '');
  const id = values.get('challengeID') ?? ref.id;
  const title = ref.kind === 'hashtag' ? `#${read.title ?? ref.id}` : read.title;
  return {
    ...ref,
    title: title || ref.id,
    author: null,
    claimed: read.claimed,
    own: null,
    parts: [{ ...ref, id }],
  };
}
