import { defineCommand } from '../define-command.ts';
import { heavyJobs } from '../heavy-jobs.ts';
import { fetchToArchive } from '../net/fetch-to-archive.ts';

/** Small files do not wait behind large ones. */
export const fetchFile = defineCommand('fetch', (request, { host, signal, emit }) => {
  const control = { host, signal, emit };
  return request.expect === 'image' || request.expect === 'subtitle'
    ? fetchToArchive(request, control)
    : heavyJobs.run({ kind: 'fetch', request }, control);
});
