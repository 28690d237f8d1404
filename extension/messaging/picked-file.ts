/** The ZIP file that the user picked: whose archive is in it, and whether an export may take its place. */
import { createWireError } from '../../shared/app-error.ts';
import type { Job } from '../../shared/model/job.ts';
import type { PickedPlace } from '../../shared/model/job-options.ts';
import type { WireError } from '../../shared/wire-error.ts';
import { type ArchiveHead, canReplace } from '../core/jobs/can-replace.ts';
import { isSameSource } from '../core/jobs/same-source.ts';
import { askOffscreen, toOtherAnswer } from './offscreen-port.ts';

const stays = 'It stays as it is; this export is a ZIP among the downloads.';

function describeHeld({ ref, source }: Job, head: ArchiveHead | null): string {
  if (!head) return 'something that is no archive';
  const title = `“${head.source.title || head.source.id}”`;
  return isSameSource(source ?? ref, head.source) ? `more of ${title} than was asked for now` : title;
}

/** Null when the export may go into the file; else why not, to be told. */
export async function findObstacle(job: Job, { placeId, name }: PickedPlace): Promise<WireError | null> {
  const answer = await askOffscreen({ verb: 'place.look', placeId });
  if (!('head' in answer)) throw toOtherAnswer();
  const { isEmpty, head } = answer;
  if (isEmpty || (head && canReplace(job, head))) return null;
  return createWireError('storage.place_taken', `“${name}” holds ${describeHeld(job, head)}. ${stays}`);
}
