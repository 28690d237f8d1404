import { defineCommand } from '../define-command.ts';
import { checkRequest } from '../downloads/check-request.ts';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import { describePage } from '../yt-dlp/describe-page.ts';
import { findYtDlp } from '../yt-dlp/locate.ts';

export const info = defineCommand('info', async (request, { host, signal }) => {
  const url = checkRequest(request, host);
  const [ytDlp, ffmpeg] = await Promise.all([findYtDlp(host), findFfmpeg(host)]);
  return describePage(request, url, { host, ytDlp, ffmpeg, signal });
});
