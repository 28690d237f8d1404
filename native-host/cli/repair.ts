import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { toPrintable } from '../../shared/printable.ts';
import { closePartial, openPartial, removeWorkFiles, resolveFile } from '../archive/folder.ts';
import type { LostFile } from '../archive/lost-files.ts';
import { type Repair, repairArchive } from '../archive/repair-archive.ts';
import type { Verification } from '../archive/run-check.ts';
import { findClient } from '../net/client.ts';
import { fetchFile } from '../net/fetch-file.ts';
import { removePart } from '../net/part-state.ts';
import { parseFileUrl } from '../net/url.ts';
import { type CliReport, defineCliCommand } from './define-cli-command.ts';
import {
  checkIfZip,
  countProblems,
  findPath,
  showChecked,
  toExitCode,
  toLines,
  unreadExitCode,
} from './verify.ts';

const toDraftName = (path: string): string =>
  `${createHash('sha256').update(path).digest('hex').slice(0, 24)}.part`;

/** The extension asks the site for new addresses, and makes again what is not fetched. */
const helpLine =
  'What is left the extension can repair: open the export in its dashboard, press "Verify", then "Repair".';

/** A ZIP is only checked; of what is no archive no folder would help either. */
function toUnrepaired(found: Verification): Repair {
  const why = 'A ZIP cannot be repaired where it lies; unpack it, and name the folder.';
  const damaged = found.problems.filter(({ code }) => code !== 'archive.no_manifest');
  return { ...found, repaired: [], reasons: Object.fromEntries(damaged.map(({ id }) => [id, why])) };
}

/** Not so of ZIPs of which the one with the manifest is missing. */
const isNoArchive = ({ problems }: Verification): boolean =>
  problems.every(({ code }) => code === 'archive.no_manifest');

/** What the addresses in a manifest still give; the rest is for the dashboard, which asks the site for new ones. */
export const repair = defineCliCommand({
  name: 'repair',
  usage: `repair DIR   fetches again what is damaged or missing of an archive, where its addresses still hold
  a ZIP is only checked; what is left is named: the dashboard's "Verify" repairs that too; exit codes as of verify`,
  options: {},
  operands: { from: 1, to: 1 },
  failureCode: unreadExitCode,
  async run({ operands: [operand = ''], signal, progress, openHost }): Promise<CliReport> {
    const path = await findPath(operand);
    const archive = { folder: basename(path), path };
    const client = findClient(await openHost());
    const fetch = async ({ record, address, platform }: LostFile): Promise<void> => {
      const target = await resolveFile(archive, record.path);
      const draft = join(await openPartial(archive), toDraftName(record.path));
      const { bytes, sha256 } = record;
      const parse = (one: string): URL => parseFileUrl(one, platform);
      const credentials = { platform: null, cookies: [], referer: null, userAgent: null };
      const wanted = { addresses: [address], parse, credentials, expect: null, bytes, sha256 };
      await fetchFile(
        { ...wanted, maxBytes: null, connections: null },
        { target, draft },
        { client, signal, onProgress: () => undefined },
      ).catch(async (thrown: unknown) => {
        // Only what was interrupted goes on from there; the extension has files of its own.
        if (!signal.aborted) await removePart(draft);
        throw thrown;
      });
    };
    const control = { signal, onChecked: showChecked(progress) };
    const zip = await checkIfZip(path, control);
    const found = zip ? toUnrepaired(zip) : await repairArchive(archive, { fetch, ...control });
    if (!zip) await (found.problems.length === 0 ? removeWorkFiles(archive) : closePartial(archive));
    const exitCode = toExitCode(found.problems);
    const lines = [
      ...found.repaired.map((each) => toPrintable(`repaired ${each}`)),
      ...found.problems.flatMap((problem) => {
        const why = found.reasons[problem.id];
        return [...toLines([problem]), ...(why === undefined ? [] : [`  ${why}`])];
      }),
      `${found.repaired.length} repaired, ${countProblems(found.problems)} left`,
      ...(exitCode === 0 || isNoArchive(found) ? [] : [helpLine]),
    ];
    return { ok: exitCode === 0, exitCode, lines, json: found };
  },
});
