import { realpath } from 'node:fs/promises';
import { release } from 'node:os';
import { AppError } from '../../shared/app-error.ts';
import { type CommandRequest, commands } from '../../shared/protocol/commands.ts';
import { oldestProtocol, protocolVersion } from '../../shared/protocol/envelope.ts';
import { toDownloadsFolder } from '../config.ts';
import { defineCommand } from '../define-command.ts';
import { findFfmpeg } from '../ffmpeg/locate.ts';
import { findExisting, readFreeBytes } from '../free-space.ts';
import { packageVersion } from '../package-version.ts';
import { findTool } from '../programs/tool.ts';
import { findYtDlp } from '../yt-dlp/locate.ts';

type Spoken = Pick<CommandRequest<'hello'>, 'protocol' | 'oldest'>;

/** The newest version that both sides speak. Throws `host.protocol`, saying which side is older. */
export function negotiate({ protocol, oldest = protocol }: Spoken): number {
  const older = protocol < oldestProtocol ? 'extension' : oldest > protocolVersion ? 'companion' : null;
  if (older === null) return Math.min(protocol, protocolVersion);
  throw new AppError('host.protocol', `The ${older} is older than the other side; please update it.`, {
    context: { companion: protocolVersion, extension: protocol },
  });
}

/** The folder as it is on disk; one that does not exist yet is made when something is put into it, not by looking. */
const readRoot = async (root: string): Promise<string> =>
  (await findExisting(root)).isWhole ? realpath(root) : root;

/** Missing tools are told as null with the reason, so that the extension can say which one is to be installed or updated. */
export const hello = defineCommand('hello', async (request, { host }) => {
  const protocol = negotiate(request);
  const root = await readRoot(host.config.root);
  const [freeBytes, ytDlp, ffmpeg] = await Promise.all([
    readFreeBytes(root),
    findTool(() => findYtDlp(host)),
    findTool(() => findFfmpeg(host)),
  ]);
  return {
    protocol,
    version: packageVersion,
    node: process.version,
    system: `${process.platform} ${release()} ${process.arch}`,
    commands: Object.keys(commands),
    root,
    downloads: toDownloadsFolder(host.config, host.machine),
    freeBytes,
    ytDlp: ytDlp.tool,
    ffmpeg: ffmpeg.tool,
    toolErrors: [ytDlp.error, ffmpeg.error].filter((error) => error !== null),
  };
});
