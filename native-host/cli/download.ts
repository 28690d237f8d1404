import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { CommandResponse } from '../../shared/protocol/commands.ts';
import type { DownloadProgress, JournalEntry } from '../../shared/protocol/download-commands.ts';
import { toDownloadsFolder } from '../config.ts';
import { openJournal } from '../downloads/journal.ts';
import { findEntry } from '../downloads/stop-download.ts';
import type { Host } from '../host.ts';
import { buildOwnCommand } from '../install/program.ts';
import { callCommand } from './call-command.ts';
import { type CliFrame, type CliReport, defineCliCommand } from './define-cli-command.ts';
import { type ChoiceValues, choiceOptions, parseChoice, toDownloadId } from './download-options.ts';
import { buildTable } from './page-report.ts';
import { parseAddress } from './parse-address.ts';
import { parseFolder } from './parse-folder.ts';
import type { ProgressBar } from './progress-bar.ts';
import { formatBytes, formatDuration } from './units.ts';

type Saved = CommandResponse<'download'>;
const lease = { cookies: [], userAgent: null };

/** A line under way: `downloading 12 MB of 40 MB, 3.1 MB/s, 0:09 left`. */
function describeProgress({ stage, bytes, totalBytes, bytesPerSec, etaSec }: DownloadProgress): string {
  if (stage !== 'downloading') return stage;
  return [
    `${formatBytes(bytes)}${totalBytes === null ? '' : ` of ${formatBytes(totalBytes)}`}`,
    bytesPerSec === null ? '' : `${formatBytes(Math.round(bytesPerSec))}/s`,
    etaSec === null ? '' : `${formatDuration(etaSec)} left`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const createListener =
  (bar: ProgressBar) =>
  (progress: DownloadProgress): void =>
    bar.show({
      fraction: progress.percent === null ? null : progress.percent / 100,
      text: describeProgress(progress),
    });

function reportSaved(downloadId: string, folder: string, saved: Saved): CliReport {
  const records = [...(saved.record ? [saved.record] : []), ...saved.extras];
  const lines = records.map(
    ({ path, bytes, sha256 }) => `${join(folder, path)}  ${bytes} bytes  sha256 ${sha256}`,
  );
  return {
    ok: true,
    lines: saved.outcome === 'known' ? [`Known already: ${saved.title}`] : lines,
    json: { downloadId, folder, ...saved },
  };
}

/** A pause is no failure of the download, but not what was asked for either. */
function toPaused(error: unknown, downloadId: string, signal: AbortSignal): never {
  if (!signal.aborted) throw error;
  const command = buildOwnCommand(['download', '--resume', downloadId]);
  throw new AppError('job.paused', `Paused. Go on with: ${command}`, {
    context: { downloadId },
  });
}

interface Frame extends Pick<CliFrame, 'signal' | 'progress'> {
  host: Host;
}

interface NameValues {
  template?: string | undefined;
  entry?: string | undefined;
}

function parseEntry(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new AppError('input.invalid', '--entry is the number of one of the page’s videos.');
  return Number(text);
}

function parseTemplate(text: string | undefined): string | null {
  if (text === undefined || (text.length > 0 && text.length <= 300)) return text ?? null;
  throw new AppError('input.invalid', "--template is a name of 1 to 300 signs, such as '%(title)s.%(ext)s'.");
}

async function runNew(address: string, values: ChoiceValues & NameValues, frame: Frame): Promise<CliReport> {
  const { host, signal, progress } = frame;
  const url = parseAddress(address);
  const folder = toDownloadsFolder(host.config, host.machine);
  const template = parseTemplate(values.template);
  const entry = parseEntry(values.entry);
  const choice = parseChoice(values);
  // However fast it comes, it is the same.
  const { rateLimitBytesPerSec: _rate, ...what } = choice;
  const downloadId = toDownloadId(url, entry, what, template, folder);
  const saved = await callCommand(
    'download',
    {
      downloadId,
      url,
      entry,
      choice,
      platform: null,
      durationSec: null,
      ...lease,
      destination: { in: 'downloads', template },
    },
    { host, signal, onEvent: createListener(progress) },
  ).catch((error: unknown) => toPaused(error, downloadId, signal));
  return reportSaved(downloadId, folder, saved);
}

async function runResume(downloadId: string, { host, signal, progress }: Frame): Promise<CliReport> {
  const { destination, downloadsFolder } = await findEntry(downloadId, openJournal(host.machine));
  const saved = await callCommand(
    'resume',
    { downloadId, ...lease },
    { host, signal, onEvent: createListener(progress) },
  ).catch((error: unknown) => toPaused(error, downloadId, signal));
  const folder = destination.in === 'archive' ? join(host.config.root, destination.folder) : downloadsFolder;
  return reportSaved(downloadId, folder, saved);
}

async function runList(host: Host, signal: AbortSignal): Promise<CliReport> {
  const downloads: JournalEntry[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page: CommandResponse<'list'> = await callCommand(
      'list',
      { after, limit: 200, in: 'downloads' },
      { host, signal },
    );
    downloads.push(...page.downloads);
    after = page.downloads.at(-1)?.downloadId ?? null;
    more = page.more && page.downloads.length > 0;
  }
  const rows = downloads.map(({ downloadId, state, progress, title, url }) => [
    downloadId,
    state,
    typeof progress?.percent === 'number' ? `${Math.floor(progress.percent)}%` : '',
    title ?? url,
  ]);
  return { ok: true, lines: rows.length > 0 ? buildTable(rows) : ['There are none.'], json: { downloads } };
}

async function runDiscard(target: string, host: Host, signal: AbortSignal): Promise<CliReport> {
  const { cancelled } = await callCommand('cancel', { target, discard: true }, { host, signal });
  const line = cancelled ? 'Its part files and its entry are gone.' : `There is no download ${target}.`;
  return { ok: cancelled, lines: [line], json: { cancelled } };
}

export const download = defineCliCommand({
  name: 'download',
  usage: `download URL   saves a video; asked again, it goes on where it was; Ctrl-C pauses it
  --quality NAME       original (if not named), high, medium, low, smallest, audio,
                       or a height such as 1440p
  --codec NAME         h264, hevc, vp9, av1: taken where a size is there in several
  --container NAME     mp4, webm, mkv: taken where it can hold the tracks
  --max-size SIZE      the best file that is not larger, such as 500M, which is
                       500,000,000 bytes; 500MiB counts in steps of 1024
  --audio TYPE         sound alone, as m4a, mp3 or opus
  -f, --format IDS     formats by their ids in info, joined with +
  --subs LANGUAGES     captions such as en,de, or all
  --auto-subs          also those that a machine made
  --embed-subs         into the file, not beside it
  --thumbnail          the picture beside the file
  --embed-thumbnail    the picture in the file
  --metadata           title, author and date in the file
  --chapters           chapters in the file
  --section START-END  only this part, from the key frame before it; repeatable
  --limit-rate RATE    at most so many bytes a second, such as 500K or 2M
  --known              skip what archive.txt in the folder names, and add to it
  --entry N            one of several videos of the page
  --template NAME      the file's name, such as '%(uploader)s/%(title)s.%(ext)s'
  -d, --dir DIR        the folder; the one in the settings, if not named
  --list               the downloads so far
  --resume ID          goes on with one of them
  --discard ID         removes what there is of one that is not finished`,
  options: {
    ...choiceOptions,
    dir: { type: 'string', short: 'd' },
    discard: { type: 'string' },
    entry: { type: 'string' },
    list: { type: 'boolean' },
    resume: { type: 'string' },
    template: { type: 'string' },
  },
  operands: { from: 0, to: 1 },
  async run({ values, operands: [url], openHost, machine, signal, progress }) {
    const { list, resume, discard, dir } = values;
    const wishes = [url, list, resume, discard].filter((wish) => wish !== undefined);
    if (wishes.length !== 1)
      throw new AppError('input.invalid', 'Name an address, or --list, --resume ID or --discard ID.');
    const host = await openHost();
    if (list) return runList(host, signal);
    if (resume !== undefined) return runResume(resume, { host, signal, progress });
    if (discard !== undefined) return runDiscard(discard, host, signal);
    const chosen =
      dir === undefined
        ? host
        : { ...host, config: { ...host.config, downloads: parseFolder(dir, machine) } };
    return runNew(url ?? '', values, { host: chosen, signal, progress });
  },
});
