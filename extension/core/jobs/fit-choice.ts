import type { JobOptions } from '../../../shared/model/job-options.ts';
import { mediaTypes } from '../../../shared/model/quality.ts';
import type { PlatformId } from '../../../shared/model/source.ts';

/** Where posts are made of one kind of file, none of several is chosen: what is remembered of other sites means nothing there. */
export const hasKindsOfFiles = (platform: PlatformId): boolean => platform !== 'youtube';

/** A choice as it holds on a platform; what was chosen for others, and is shown nowhere on this one, does not limit it. */
export const fitChoice = <Choice extends Pick<JobOptions, 'mediaTypes'>>(
  choice: Choice,
  platform: PlatformId,
): Choice => (hasKindsOfFiles(platform) ? choice : { ...choice, mediaTypes: [...mediaTypes] });
