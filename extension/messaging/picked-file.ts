/** The ZIP file that the user picked: whose archive is in it, and whether an export may take its place. */
import { createWireError } from '../../shared/app-error.ts';
import type { Job } from '../../shared/model/job.ts';
import type { PickedPlace } from '../../shared/model/job-options.ts';
import type { WireError } from '../../shared/wire-error.ts';
import { type ArchiveHead, canReplace } from '../core/jobs/can-replace.ts';
import type { Losses } from '../core/jobs/find-losses.ts';
import { isSameSource } from '../core/jobs/same-source.ts';
import { askOffscreen, toOtherAnswer } from './offscreen-port.ts';

const stays = 'It stays as it is; this export is a ZIP among the downloads.';

/** What is gone from the site is in no later export: without this advice the next ones would all go the same way. */
const keepsBoth = ' A folder of your choice would keep both.';

const describeCount = (count: number, one: string, more = `${one}s`): string[] =>
  count === 0 ? [] : [`${count.toLocaleString('en')} ${count === 1 ? one : more}`];

const describeLosses = ({ items, files, comments, lesser }: Losses): string =>
  [
    ...describeCount(items, 'post or list', 'posts or lists'),
    ...describeCount(files, 'file'),
    ...describeCount(comments, 'post with comments', 'posts with comments'),
    ...describeCount(lesser, 'better picture or film', 'better pictures or films'),
  ].join(', ');

function describeHeld({ ref, source }: Job, head: ArchiveHead | null): string {
  if (!head) return 'something that is no archive';
  const title = `“${head.source.title || head.source.id}”`;
  return isSameSource(source ?? ref, head.source) ? `more of ${title} than was asked for now` : title;
}

/**
 * Null when the export may go into the file; else why not, to be told. Of an export that `isPacked` it is known what it
 * has, and not only what was asked for.
 */
export async function findObstacle(
  job: Job,
  { placeId, name }: PickedPlace,
  isPacked: boolean,
): Promise<WireError | null> {
  const answer = await askOffscreen({ verb: 'place.look', placeId, jobId: isPacked ? job.id : null });
  if (!('head' in answer)) throw toOtherAnswer();
  const { isEmpty, head, losses } = answer;
  if (isEmpty) return null;
  const build = (held: string, advice = '') =>
    createWireError('storage.place_taken', `“${name}” holds ${held}. ${stays}${advice}`);
  if (!head || !canReplace(job, head)) return build(describeHeld(job, head));
  return losses && build(`what this export has not: ${describeLosses(losses)}`, keepsBoth);
}
