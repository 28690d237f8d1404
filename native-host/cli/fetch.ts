import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import PQueue from 'p-queue';
import { AppError, toAppError } from '../../shared/app-error.ts';
import { toStorageError } from '../archive/file-errors.ts';
import type { Host } from '../host.ts';
import { findClient } from '../net/client.ts';
import { fetchFile } from '../net/fetch-file.ts';
import { readNetwork } from '../net/settings.ts';
import { parseChosenUrl } from '../net/url.ts';
import { type CliFrame, type CliReport, defineCliCommand } from './define-cli-command.ts';
import { createFetchProgress } from './fetch-progress.ts';
import { type FileToFetch, planFiles, readAddressList } from './files-to-fetch.ts';

const defaultParallel = 4;
const noCredentials = { platform: null, cookies: [], referer: null, userAgent: null };

/** How one file ended. */
type Outcome = FileToFetch &
  ({ bytes: number; sha256: string } | { error: { code: string; message: string } });

interface FetchOptions {
  /** Files at once. */
  parallel: number;
  /** Connections for one file; null: as many as help. */
  connections: number | null;
  sha256: string | null;
}

function parseCount(name: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most)
    throw new AppError('input.invalid', `${name} is a number from 1 to ${most}.`);
  return count;
}

function parseHash(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new AppError('input.invalid', '--sha256 is 64 hexadecimal digits.');
  return text.toLowerCase();
}

/** Fetches all of them, some at a time; one that fails does not stop the others. */
async function fetchAll(
  files: readonly FileToFetch[],
  { parallel, connections, sha256 }: FetchOptions,
  { host, frame }: { host: Host; frame: Pick<CliFrame, 'signal' | 'progress'> },
): Promise<Outcome[]> {
  const { isAllowed } = readNetwork(host);
  const client = findClient(host);
  const progress = createFetchProgress(files.length, frame.progress);
  const fetchOne = async (file: FileToFetch): Promise<Outcome> => {
    const known = { expect: null, bytes: null, sha256, connections, credentials: noCredentials };
    try {
      const { bytes, sha256: hash } = await fetchFile(
        { addresses: [file.address], parse: (address) => parseChosenUrl(address, isAllowed), ...known },
        { target: file.path, draft: `${file.path}.part` },
        { client, signal: frame.signal, onProgress: (step) => progress.show(file, step) },
      );
      return { ...file, bytes, sha256: hash };
    } catch (thrown) {
      if (frame.signal.aborted) throw new AppError('job.cancelled', 'Given up; what has come is kept.');
      const { code, message } = toAppError(thrown);
      return { ...file, error: { code, message } };
    } finally {
      progress.finish(file);
    }
  };
  const queue = new PQueue({ concurrency: parallel });
  return queue.addAll(files.map((file) => () => fetchOne(file)));
}

function report(outcomes: readonly Outcome[]): CliReport {
  const lines = outcomes.map((outcome) =>
    'error' in outcome
      ? `${outcome.error.code} ${outcome.address}: ${outcome.error.message}`
      : `${outcome.path}  ${outcome.bytes} bytes  sha256 ${outcome.sha256}`,
  );
  const failed = outcomes.filter((outcome) => 'error' in outcome).length;
  const summary = `${outcomes.length - failed} of ${outcomes.length} files fetched`;
  return {
    ok: failed === 0,
    lines: outcomes.length > 1 ? [...lines, summary] : lines,
    json: { files: outcomes, failed },
  };
}

export const fetch = defineCliCommand({
  name: 'fetch',
  usage: `fetch URL…   saves files from the internet; asked again, it goes on where it was
  --out FILE           where the one file goes
  --dir DIR            where the files go, under the names of their addresses; here, if not named
  --input-file LIST    a file with one address a line, in place of or beside URL
  --parallel N         files at once, 1 to 64; 4, if not named
  --connections N      connections for one file, 1 to 16; as many as help, up to 4, if not named
  --sha256 HASH        what the one file must be`,
  options: {
    out: { type: 'string', short: 'o' },
    dir: { type: 'string', short: 'd' },
    'input-file': { type: 'string', short: 'i' },
    parallel: { type: 'string' },
    connections: { type: 'string' },
    sha256: { type: 'string' },
  },
  operands: { from: 0, to: 1000 },
  async run({ values, operands, ...frame }) {
    const listed = values['input-file'] === undefined ? [] : await readAddressList(values['input-file']);
    const addresses = [...operands, ...listed];
    if (addresses.length === 0) throw new AppError('input.invalid', 'Name an address.');
    const options = {
      parallel: parseCount('--parallel', values.parallel, 64) ?? defaultParallel,
      connections: parseCount('--connections', values.connections, 16),
      sha256: parseHash(values.sha256),
    };
    if (addresses.length > 1 && (values.out !== undefined || options.sha256 !== null))
      throw new AppError('input.invalid', '--out and --sha256 are for one address.');
    const [address = ''] = addresses;
    const files =
      values.out === undefined
        ? planFiles(addresses, values.dir ?? '.')
        : [{ address, path: resolve(values.dir ?? '.', values.out) }];
    await mkdir(dirname(files[0]?.path ?? ''), { recursive: true }).catch((error: unknown) => {
      throw toStorageError(error);
    });
    return report(await fetchAll(files, options, { host: await frame.openHost(), frame }));
  },
});
