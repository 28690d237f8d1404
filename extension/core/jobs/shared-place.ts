import type { ArchiveTarget } from '../../../shared/model/job.ts';

/** Where an archive is updated in place; null where each export has a place of its own. */
export function toSharedPlace(target: ArchiveTarget | null): string | null {
  const place = target?.by === 'browser' ? target.place : undefined;
  return place?.kind === 'folder' ? `${place.placeId} ${target?.folder}` : null;
}
