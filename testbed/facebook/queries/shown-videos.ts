import { findAll } from '../../find-all.ts';
import type { AnswerContext, GraphDocument, Json } from '../shapes/context.ts';
import { toPrefetch } from '../shapes/dash.ts';

/** The tracks of the videos that documents show, which are named a second time outside the data. */
export function listShownVideos(context: AnswerContext, documents: readonly GraphDocument[]): Json[] {
  const ids = documents.flatMap(({ data }) =>
    ['videoDeliveryResponseFragment', 'videoDeliveryLegacyFields'].flatMap((key) =>
      findAll(data, key).map(readId),
    ),
  );
  return [...new Set(ids)].flatMap((id) => {
    const video = context.world.videos.get(id);
    return video ? [toPrefetch(context, video)] : [];
  });
}

function readId(fragment: unknown): string {
  const id = fragment !== null && typeof fragment === 'object' && 'id' in fragment ? fragment.id : '';
  return String(id);
}
