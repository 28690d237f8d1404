import { defineCommand } from '../define-command.ts';
import { checkRequest } from '../downloads/check-request.ts';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import { createLane } from '../lane.ts';
import { describePage } from '../yt-dlp/describe-page.ts';
import { findYtDlp } from '../yt-dlp/locate.ts';

/** Each is a yt-dlp of its own. */
const lane = createLane(4);

export const info = defineCommand('info', async (request, { host, signal }) => {
  const url = checkRequest(request, host);
  const [ytDlp, ffmpeg] = await Promise.all([findYtDlp(host), findFfmpeg(host)]);
  return lane(signal, () => describePage(request, url, { host, ytDlp, ffmpeg, signal }));
});
