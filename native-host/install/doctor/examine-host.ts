/** What the companion can say of its machine, whoever asks: the extension through the port, or a person in a terminal. */
import { type Hop, hopIds } from '../../../shared/doctor.ts';
import { toDownloadsFolder } from '../../config.ts';
import { buildLogPath, type Host } from '../../host.ts';
import { judgeClock } from './clock.ts';
import { examineFfmpeg } from './ffmpeg.ts';
import { examineFolders } from './folders.ts';
import { examineLeftovers } from './leftovers.ts';
import { examineLog } from './log.ts';
import { examineYtDlp } from './yt-dlp.ts';

/** Who looks. */
export interface Examination {
  host: Host;
  /** The companion's clock, epoch milliseconds. */
  nowMs: number;
  /** The extension's; null in a terminal. */
  callerNowMs: number | null;
  /** Gets each hop as soon as it was looked at, in no order. */
  onHop(hop: Hop): void;
}

/** In the order in which they come. */
export const sortHops = (hops: readonly Hop[]): Hop[] =>
  [...hops].sort((left, right) => hopIds.indexOf(left.id) - hopIds.indexOf(right.id));

async function examineTools({ host, nowMs, callerNowMs }: Examination): Promise<Hop[]> {
  const { hops, releaseMs } = await examineYtDlp(host, nowMs);
  return [...hops, judgeClock({ nowMs, callerNowMs, pastMs: releaseMs ?? 0 })];
}

/** Tools, folders, disk, clock, leftovers and log. Looks at all of it at once, and changes nothing. */
export async function examineHost(examination: Examination): Promise<Hop[]> {
  const { host, onHop } = examination;
  const { machine, config } = host;
  const downloads = toDownloadsFolder(config, machine);
  const looks: Promise<Hop[]>[] = [
    examineTools(examination),
    examineFfmpeg(host),
    examineFolders(config.root, downloads),
    examineLeftovers(machine, [config.root, downloads]).then((hop) => [hop]),
    examineLog(buildLogPath(machine)).then((hop) => [hop]),
  ];
  const found = await Promise.all(
    looks.map(async (look) => {
      const hops = await look;
      for (const hop of hops) onHop(hop);
      return hops;
    }),
  );
  return sortHops(found.flat());
}
