/** The videos of all posts, for want of the companion: no part of an export any more, a new one asks for them. Pure. */
import type { Refusal } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';

/** In the place of an id: what is refused is of no single post. */
const videoFiles = 'video files';

/** What an export says of them, from the troubles with the companion that it has noticed. */
export const listGivenUp = ({ notices }: Pick<Job, 'notices'>): Refusal[] =>
  notices
    .filter(({ code }) => code.startsWith('host.'))
    .map(({ code, message }) => ({ id: videoFiles, code, message }));

/** Whether it is them that a refusal is of. */
export const isGivenUp = ({ id }: Refusal): boolean => id === videoFiles;

/** Whether an export that was packed has no video file, though they were wanted. */
export const isWithoutVideos = ({ completeness }: Pick<Job, 'completeness'>): boolean =>
  (completeness?.refused ?? []).some(isGivenUp);
