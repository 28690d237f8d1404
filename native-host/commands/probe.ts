import { stat } from 'node:fs/promises';
import { resolveInput } from '../archive/file-ref.ts';
import { defineCommand } from '../define-command.ts';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import { probeMedia } from '../ffmpeg/probe.ts';
import { createLane } from '../lane.ts';

/** Each is an ffprobe of its own, which may take as much memory as it is allowed. */
const lane = createLane(4);

export const probe = defineCommand('probe', async ({ file }, { host, signal }) => {
  const path = await resolveInput(file, host.config);
  const options = { ffmpeg: await findFfmpeg(host), machine: host.machine, signal };
  const { demuxer, ...media } = await lane(signal, () => probeMedia(path, options));
  return { ...media, bytes: (await stat(path)).size };
});
