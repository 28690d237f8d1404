/** Items of which an archive holds no more than what they are called. Pure. */
import type { Item } from '../../../shared/model/item.ts';
import type { ItemRecord } from './item-record.ts';

/** What says which item it is, why it was not to be had, and where files would be that were not saved. */
const naming: readonly (keyof Item)[] = [
  'platform',
  'id',
  'kind',
  'url',
  'author',
  'title',
  'media',
  'privacy',
  'unavailable',
  'partial',
];

/** Null, false, '', [] and {}; a date that is not known. */
function isNothing(value: Item[keyof Item]): boolean {
  if (typeof value !== 'object' || value === null) return !value;
  return 'precision' in value ? value.precision === 'unknown' : Object.keys(value).length === 0;
}

/**
 * True for a post that was listed and neither read nor saved, such as what a playlist shows in the place of a deleted
 * video: nothing is lost with it.
 */
export const isNamedOnly = ({ item, files, comments, history = [] }: ItemRecord): boolean =>
  files.length === 0 &&
  comments === 'skipped' &&
  history.length === 0 &&
  (Object.keys(item) as (keyof Item)[]).every((name) => naming.includes(name) || isNothing(item[name]));
