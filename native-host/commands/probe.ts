import { stat } from 'node:fs/promises';
import { resolveInput } from '../archive/file-ref.ts';
import { defineCommand } from '../define-command.ts';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import { probeMedia } from '../ffmpeg/probe.ts';

export const probe = defineCommand('probe', async ({ file }, { host, signal }) => {
  const path = await resolveInput(file, host.config);
  const { demuxer, ...media } = await probeMedia(path, {
    ffmpeg: await findFfmpeg(host),
    machine: host.machine,
    signal,
  });
  return { ...media, bytes: (await stat(path)).size };
});
