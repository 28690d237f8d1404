/** The check that browser and companion share, with the tools of Node. */
import { createHash } from 'node:crypto';
import type { Refusal } from '../../shared/model/archive.ts';
import type { ArchiveReader } from '../../shared/verify/archive-reader.ts';
import { checkArchive } from '../../shared/verify/check-archive.ts';
import type { CheckTools } from '../../shared/verify/check-result.ts';

/** What a check has found; no problems means that the archive is what its manifest says. */
export interface Verification {
  checked: number;
  /** Ids are paths. */
  problems: Refusal[];
}

/** How a check is watched and given up. */
export interface VerifyControl {
  signal: AbortSignal;
  onChecked(checked: number, total: number): void;
}

const decoder = new TextDecoder();

export const checkTools: CheckTools = {
  async hash(pieces) {
    const running = createHash('sha256');
    for await (const piece of pieces) running.update(piece);
    return running.digest('hex');
  },
  decode: (bytes) => decoder.decode(bytes),
};

/** Every length and hash, missing and extra files. */
export async function runCheck(reader: ArchiveReader, control: VerifyControl): Promise<Verification> {
  const problems: Refusal[] = [];
  const { checkedFiles } = await checkArchive(reader, {
    ...checkTools,
    ...control,
    onDifference: ({ code, path, detail }) => problems.push({ code, id: path, message: detail }),
  });
  return { checked: checkedFiles, problems };
}
