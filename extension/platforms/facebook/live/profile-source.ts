/** A profile and its lists as sources. */
import { AppError } from '../../../../shared/app-error.ts';
import type { Source, SourceRef } from '../../../../shared/model/source.ts';
import { toText } from '../../../core/json.ts';
import { openSession } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { isNumericId, matchUrl, toProfileRef } from '../urls.ts';
import { followLink, openSitePage, readSitePage, type SitePage } from './site-page.ts';
import { managedSuffix } from './timeline.ts';

/** The lists of a whole profile beside its posts, in the order in which they are walked. */
const tabs = ['photos', 'photos_of', 'photos_albums', 'videos', 'reels'];

const archive: SourceRef = {
  platform: 'facebook',
  kind: 'stories',
  id: 'archive',
  url: 'https://www.facebook.com/stories/archive',
};

/** Throws AppError with the site's refusal. */
export async function resolveProfile(desk: Desk, ref: SourceRef): Promise<Source> {
  const named = await findNamed(desk, ref);
  const [name = '', tab] = named.id.split('/');
  const isOfPosts = named.kind === 'profile' || named.kind === 'timeline';
  const site = await openSitePage(desk, isOfPosts ? toProfileRef(name).url : named.url);
  const { title } = readSitePage(site);
  const profileId = readProfileId(site);
  if (profileId === null) throw new AppError('platform.page_changed');
  const own = site.personaId === profileId;
  const posts = listPosts({ profileId, url: toProfileRef(name).url, own });
  const toTab = (word: string): SourceRef => ({
    ...toProfileRef(profileId, word),
    url: toProfileRef(name, word).url,
  });
  const whole = [...posts, ...tabs.map(toTab), ...(own ? [archive] : [])];
  const one = { ...named, id: tab === undefined ? profileId : `${profileId}/${tab}` };
  return {
    ...ref,
    title: title || name,
    author: title,
    claimed: null,
    own,
    parts: named.kind === 'profile' ? whole : named.kind === 'timeline' ? posts : [one],
  };
}

/** Where a shared link leads, and whose profile `me` is, only the site knows. */
async function findNamed(desk: Desk, ref: SourceRef): Promise<SourceRef> {
  if (ref.id.startsWith('share/')) {
    const target = matchUrl(new URL(await followLink(desk, ref.url)));
    if (target?.kind !== 'profile') throw new AppError('platform.not_found');
    return target;
  }
  const [name, tab] = ref.id.split('/');
  if (name !== 'me') return ref;
  const { personaId } = await openSession(desk);
  if (personaId === null) throw new AppError('platform.login_required');
  const { url } = toProfileRef(personaId, tab ?? (ref.kind === 'profile' ? null : ref.kind));
  return { ...ref, id: tab === undefined ? personaId : `${personaId}/${tab}`, url };
}

/** One's own posts are listed twice: to be managed, with who may see each, and as everybody sees them, with counts. */
function listPosts({ profileId, url, own }: { profileId: string; url: string; own: boolean }): SourceRef[] {
  const shown: SourceRef = { platform: 'facebook', kind: 'timeline', id: profileId, url };
  return own ? [{ ...shown, id: `${profileId}${managedSuffix}` }, shown] : [shown];
}

/** The number of the profile that a page is about: its queries are asked with it. */
function readProfileId({ preloads }: SitePage): string | null {
  const ids = preloads.map(({ variables }) => toText(variables.userID));
  return ids.find((id) => id !== null && isNumericId(id)) ?? null;
}
