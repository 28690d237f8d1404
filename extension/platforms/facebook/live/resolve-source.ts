/** What a source is, before it is walked: its name, its owner, its size, its lists. */
import { AppError } from '../../../../shared/app-error.ts';
import type { Source, SourceRef } from '../../../../shared/model/source.ts';
import { toShownTitle } from '../../../core/names/shown-title.ts';
import { openSession } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { itemReaders, sourceResolvers } from './page-readers.ts';

/** Asks the site what a reference stands for. Throws AppError with its refusal. */
export async function resolveSource(desk: Desk, ref: SourceRef): Promise<Source> {
  const resolve = sourceResolvers[ref.kind];
  if (resolve) return resolve(desk, ref);
  const read = itemReaders[ref.kind];
  if (!read) throw new AppError('input.not_supported');
  const item = await read(desk, ref);
  desk.kept = item;
  return {
    ...ref,
    id: item.id,
    title: toShownTitle(item),
    author: item.author?.name ?? null,
    claimed: { count: 1, exact: true },
    own: item.author?.id ? item.author.id === (await openSession(desk)).personaId : null,
    parts: [{ ...ref, id: item.id, url: item.url }],
  };
}
