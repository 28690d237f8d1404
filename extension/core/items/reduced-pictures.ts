import type { ImageQuality, JobOptions } from '../../../shared/model/job-options.ts';
import type { Media } from '../../../shared/model/media.ts';
import type { ItemRecord } from './item-record.ts';

/** What scaled pictures are too small for. */
export const largeImageSizes: readonly ImageQuality[] = ['original', 'high'];

/** Pictures of a post that were saved smaller than was wanted, because the site gave no more. Ids of its media. */
export function listReduced(
  { item, video }: Pick<ItemRecord, 'item' | 'video'>,
  { imageQuality, mediaTypes, quality }: Pick<JobOptions, 'imageQuality' | 'mediaTypes' | 'quality'>,
): Media['id'][] {
  const isWanted =
    largeImageSizes.includes(imageQuality) && mediaTypes.includes('image') && quality !== 'audio';
  if (!isWanted || video !== 'done') return [];
  return item.media.flatMap(({ id, kind, scaled }) => (kind === 'image' && scaled === true ? id : []));
}
