/** Lists that are no profile's, as sources. */
import { AppError } from '../../../../shared/app-error.ts';
import type { Source, SourceRef } from '../../../../shared/model/source.ts';
import { toText } from '../../../core/json.ts';
import type { Desk } from '../session/desk.ts';
import { isNumericId } from '../urls.ts';
import { openSitePage, readSitePage, type SitePage } from './site-page.ts';

/** What a list with a page of its own is. Throws AppError with the site's refusal. */
export async function resolveList(desk: Desk, ref: SourceRef): Promise<Source> {
  return toSource(await openSitePage(desk, ref.url), ref);
}

/** What only its owner is shown. Throws AppError with the site's refusal. */
export async function resolveOwnList(desk: Desk, ref: SourceRef): Promise<Source> {
  const site = await openSitePage(desk, ref.url);
  if (site.personaId === null) throw new AppError('platform.login_required');
  return { ...toSource(site, ref), own: true };
}

/** Groups are named in addresses by a word or by the number that they are asked with. */
export async function resolveGroup(desk: Desk, ref: SourceRef): Promise<Source> {
  const site = await openSitePage(desk, ref.url);
  const source = toSource(site, ref);
  const ids = site.preloads.map(({ variables }) => toText(variables.groupID));
  const id = [ref.id, ...ids].find((text) => text !== null && isNumericId(text));
  if (!id) throw new AppError('platform.page_changed');
  return { ...source, parts: [{ ...ref, id }] };
}

function toSource(site: SitePage, ref: SourceRef): Source {
  const { title, claimed } = readSitePage(site);
  return { ...ref, title: title || toName(ref), author: null, claimed, own: null, parts: [ref] };
}

function toName({ kind, id }: SourceRef): string {
  return kind === 'saved' ? 'Saved' : kind === 'stories' ? 'Stories' : id;
}
