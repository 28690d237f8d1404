/** A profile and its lists as sources. */
import { AppError, fromWire } from '../../../../shared/app-error.ts';
import type { Source, SourceKind, SourceRef } from '../../../../shared/model/source.ts';
import { at, type Json, toText } from '../../../core/json.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import type { PageAccess } from '../../platform.ts';
import { readPage } from '../read-page.ts';
import { readLoggedInUser } from '../session/identity.ts';
import { readDocument } from '../session/page-document.ts';
import { toProfileRef } from '../urls.ts';

/** What a profile's page says, as far as its lists are asked with it. */
interface Profile {
  handle: string;
  /** By this its lists are asked for. */
  secUid: string;
  /** By this its stories are. */
  userId: string | null;
  title: string;
  claimed: Source['claimed'];
  own: boolean;
  /** Whether others see what it liked. */
  likesArePublic: boolean;
}

/** The lists of a whole profile in the order in which they are walked, and whose they are to see. */
const lists: { kind: SourceKind; isSeen(profile: Profile): boolean }[] = [
  { kind: 'posts', isSeen: () => true },
  { kind: 'stories', isSeen: ({ userId }) => userId !== null },
  { kind: 'playlists', isSeen: () => true },
  { kind: 'reposts', isSeen: () => true },
  { kind: 'liked', isSeen: ({ own, likesArePublic }) => own || likesArePublic },
  { kind: 'favourites', isSeen: ({ own }) => own },
  { kind: 'collections', isSeen: ({ own }) => own },
];

/** True for a profile and for each of its lists. */
export function isOfProfile({ kind, id }: SourceRef): boolean {
  return (
    kind === 'profile' ||
    kind === 'following' ||
    lists.some((list) => list.kind === kind) ||
    id.startsWith('@')
  );
}

/** Throws AppError with the site's refusal. */
export async function resolveProfile(page: PageAccess, ref: SourceRef): Promise<Source> {
  const profile = await readProfile(page, await findHandle(page, ref));
  const kinds =
    ref.kind === 'profile'
      ? lists.filter(({ isSeen }) => isSeen(profile)).map(({ kind }) => kind)
      : [ref.kind];
  const isWhole = ref.kind === 'profile' || ref.kind === 'posts';
  return {
    ...ref,
    title: isWhole ? profile.title : `${profile.title}, ${ref.kind}`,
    author: profile.title,
    claimed: isWhole ? profile.claimed : null,
    own: profile.own,
    parts: kinds.map((kind) => toPart(kind, profile)),
  };
}

/** A list with the id that it is asked with in place of the handle. */
function toPart(kind: SourceKind, { handle, secUid, userId }: Profile): SourceRef {
  return { ...toProfileRef(kind, handle), id: kind === 'stories' ? (userId ?? secUid) : secUid };
}

/** The list of who is followed has no name in its address: it is that of whoever is logged in. */
async function findHandle(page: PageAccess, { id, url }: SourceRef): Promise<string> {
  if (id.startsWith('@')) return id.slice(1);
  const { scope } = await readDocument(page, url, (open) => readLoggedInUser(open) !== null);
  const handle = readLoggedInUser(scope)?.handle;
  if (!handle) throw new AppError('platform.login_required');
  return handle;
}

async function readProfile(page: PageAccess, handle: string): Promise<Profile> {
  const address = toProfileRef('profile', handle).url;
  const { stored, scope } = await readDocument(page, address, (open) => readName(open) === handle);
  const read = readPage(stored);
  if (read.error) throw fromWire(read.error);
  const secUid = readSecUid(read);
  if (!secUid) throw new AppError('platform.page_changed');
  const [profile] = read.items;
  const user = readLoggedInUser(scope);
  return {
    handle: readName(scope) ?? handle,
    secUid,
    userId: /^\d+$/.test(profile?.id ?? '') ? (profile?.id ?? null) : null,
    title: read.title || `@${handle}`,
    claimed: read.claimed,
    own: user !== null && (user.secUid === secUid || user.handle === handle),
    likesArePublic: at(scope, 'webapp.user-detail', 'userInfo', 'user', 'openFavorite') === true,
  };
}

const readName = (scope: Json | null): string | null =>
  toText(at(scope, 'webapp.user-detail', 'userInfo', 'user', 'uniqueId'))?.toLowerCase() ?? null;

/** The page of a profile holds none of its posts, but says how they are asked for. */
function readSecUid({ continuation }: PageRead): string | null {
  return new URLSearchParams(continuation?.split('?')[1] ?? '').get('secUid');
}
