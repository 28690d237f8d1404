import { fetchPage } from '../../../core/pages/fetch-page.ts';
import type { PageAccess } from '../../platform.ts';
import { throwSessionRefusal } from './session-refusal.ts';

/** A document, wherever the site leads from its address: without its data, which only those get who go there. Throws AppError. */
export async function fetchDocument(
  page: PageAccess,
  address: string,
): Promise<{ url: string; text: string }> {
  const stored = await fetchPage(page, address);
  throwSessionRefusal(stored);
  return { url: stored.url, text: stored.body };
}
