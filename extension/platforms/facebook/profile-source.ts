/** A profile and its lists as sources. */
import { AppError } from '../../../shared/errors.ts';
import type { Source, SourceKind, SourceRef } from '../../../shared/model/source.ts';
import { toText } from '../../core/json.ts';
import type { Desk } from './desk.ts';
import { openSitePage, readSitePage, type SitePage } from './site-page.ts';
import { managedSuffix } from './timeline.ts';
import { isNumericId, toProfileRef } from './urls.ts';

/** The tabs of a whole profile, in the order in which they are walked. */
const tabs = ['posts', 'photos', 'photos_of', 'photos_albums', 'videos', 'reels'];

/** Throws AppError with the site's refusal. */
export async function resolveProfile(desk: Desk, ref: SourceRef): Promise<Source> {
  const site = await openSitePage(desk, ref.url);
  const { title } = readSitePage(site);
  const userId = readProfileId(site);
  if (userId === null) throw new AppError('platform.page_changed');
  const own = site.viewerId === userId;
  const name = isNumericId(ref.id) ? null : (ref.id.split('/')[0] ?? null);
  const toPart = (tab: string): SourceRef => {
    const { url } = toProfileRef(name ?? userId, tab);
    return { ...toProfileRef(userId, tab), url };
  };
  const managed: SourceRef[] = own
    ? [{ ...toPart('posts'), id: `${userId}${managedSuffix}`, url: toPart('posts').url }]
    : [];
  const parts = ref.kind === 'profile' ? tabs.map(toPart) : [{ ...ref, id: ref.id }];
  const kinds: SourceKind[] = ['profile', 'timeline'];
  return {
    ...ref,
    title: title || ref.id,
    author: title,
    claimed: null,
    own,
    parts: [...(kinds.includes(ref.kind) ? managed : []), ...parts],
  };
}

/** The number of the profile that a page is about: its queries are asked with it. */
function readProfileId({ preloads }: SitePage): string | null {
  const ids = preloads.map(({ variables }) => toText(variables.userID));
  return ids.find((id) => id !== null && isNumericId(id)) ?? null;
}
