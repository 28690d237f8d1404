import { stat } from 'node:fs/promises';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import { probeMedia } from '../ffmpeg/probe.ts';
import { defineCliCommand } from './define-cli-command.ts';
import { findFile } from './media-files.ts';

export const probe = defineCliCommand({
  name: 'probe',
  usage: 'probe FILE   says what a media file really is',
  options: {},
  operands: { from: 1, to: 1 },
  async run({ openHost, signal, operands: [name = ''] }) {
    const host = await openHost();
    const path = await findFile(name);
    const options = { ffmpeg: await findFfmpeg(host), machine: host.machine, signal };
    const { demuxer, ...media } = await probeMedia(path, options);
    const { container, durationSec, tracks } = media;
    const described = tracks.map(({ kind, codec, width, height, language }) =>
      [`  ${kind} ${codec}`, width === null ? null : `${width}×${height}`, language]
        .filter(Boolean)
        .join(' '),
    );
    const length = durationSec === null ? '' : `, ${durationSec.toFixed(1)} s`;
    return {
      ok: true,
      lines: [`${container}${length}`, ...described],
      json: { ...media, bytes: (await stat(path)).size },
    };
  },
});
