import { statfs } from 'node:fs/promises';
import { release } from 'node:os';
import { AppError } from '../../shared/errors.ts';
import { commands } from '../../shared/protocol/commands.ts';
import { protocolVersion } from '../../shared/protocol/envelope.ts';
import { openRoot } from '../archive/folder.ts';
import { defineCommand } from '../define-command.ts';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import { packageVersion } from '../package-version.ts';
import { findTool } from '../tool.ts';
import { findYtDlp } from '../yt-dlp/locate.ts';

/** Missing tools are told as null with the reason, so that the extension can say which one is to be installed or updated. */
export const hello = defineCommand('hello', async (request, { host }) => {
  if (request.protocol !== protocolVersion) {
    const older = request.protocol < protocolVersion ? 'extension' : 'companion';
    throw new AppError('host.protocol', `The ${older} is older than the other side; please update it.`, {
      context: { companion: protocolVersion, extension: request.protocol },
    });
  }
  const root = await openRoot(host.config.root);
  const [disk, ytDlp, ffmpeg] = await Promise.all([
    statfs(root),
    findTool(() => findYtDlp(host)),
    findTool(() => findFfmpeg(host)),
  ]);
  return {
    protocol: protocolVersion,
    version: packageVersion,
    node: process.version,
    system: `${process.platform} ${release()} ${process.arch}`,
    commands: Object.keys(commands),
    root,
    freeBytes: disk.bavail * disk.bsize,
    ytDlp: ytDlp.tool,
    ffmpeg: ffmpeg.tool,
    toolErrors: [ytDlp.error, ffmpeg.error].filter((error) => error !== null),
  };
});
