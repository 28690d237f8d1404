/**
 * `npm run demo`: a creator's whole channel, from a click on the button in the page to a verified archive, in real
 * Chromium with the real companion, yt-dlp and ffmpeg, on a stand-in for YouTube.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { type StoredJob, type StoredStep, waitForJob } from '../e2e/library.ts';
import { openSession, type Session } from '../e2e/session.ts';
import { buildProduct } from './build-product.ts';
import { compareWithTruth } from './demo/compare-with-truth.ts';
import { buildDemoScale } from './demo/demo-scale.ts';
import { parseOptions } from './parse-options.ts';
import { projectRoot } from './tools.ts';

const usage = `npm run demo -- [OPTIONS]

  --out DIR   where the archive goes; default: .cache/demo
  --items N   about how much the creator has; default: 40
  --headed    show the browser
`;

const { values } = parseOptions(
  {
    options: {
      out: { type: 'string', default: join(projectRoot, '.cache', 'demo') },
      items: { type: 'string', default: '40' },
      headed: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  },
  usage,
);

const jobTimeoutMs = 15 * 60_000;

const stepNames: Record<string, string> = {
  resolve: 'looking at the channel',
  collect: 'reading its lists',
  entries: 'reading playlists',
  details: 'reading details',
  fetch: 'saving thumbnails and captions',
  download: 'downloading videos',
  pack: 'writing the archive',
  verify: 'checking every file',
};

/** One line per step on a log; on a terminal it counts in place. */
function createProgress() {
  let lastStep = '';
  let lastLine = '';
  return (job: StoredJob, steps: StoredStep[]): void => {
    const step = steps.find(({ status }) => status === 'running');
    if (!step) return;
    const name = stepNames[step.kind] ?? step.kind;
    const line = `  ${name} ${step.done}${step.total === null ? '' : ` of ${step.total}`} · ${job.counts.saved} of ${job.counts.seen} items saved`;
    if (process.stdout.isTTY && line !== lastLine) process.stdout.write(`\r\u001b[K${line}`);
    else if (step.kind !== lastStep) console.log(line);
    lastStep = step.kind;
    lastLine = line;
  };
}

async function exportChannel(session: Session): Promise<StoredJob> {
  await session.showDashboard();
  const page = await session.openPage(session.channelUrl);
  await page
    .getByRole('button', { name: /export/i })
    .first()
    .click();
  const job = await waitForJob(session.lookout, { timeoutMs: jobTimeoutMs, onLook: createProgress() });
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
  return job;
}

async function verify(archive: string): Promise<boolean> {
  const script = join(projectRoot, 'scripts', 'verify.ts');
  const result = await execa(process.execPath, [script, archive], {
    stdin: 'ignore',
    reject: false,
    all: true,
  });
  console.log(result.all);
  return result.exitCode === 0;
}

function describeJob({ state, counts, completeness }: StoredJob): string {
  const error = state.error ? ` (${state.error.code}: ${state.error.message})` : '';
  const size = `${counts.files} files, ${(counts.bytes / 1e6).toFixed(1)} MB`;
  return `${state.status}${error}: ${completeness?.saved ?? 0} of ${completeness?.seen ?? 0} items saved, ${size}`;
}

/** Says what is wrong, if anything; the archive is complete when nothing was said. */
async function checkArchive(session: Session, job: StoredJob): Promise<boolean> {
  const archive = job.target?.path;
  if (job.state.status !== 'done' || archive === undefined) return false;
  const isWhole = await verify(archive);
  const { missing, surplus } = await compareWithTruth(archive, session.testbed.sites.youtube.truth());
  if (missing.length > 0) console.log(`Not in the archive, but on the channel: ${missing.join(', ')}`);
  if (surplus.length > 0) console.log(`In the archive, but not on the channel: ${surplus.join(', ')}`);
  for (const { id, code } of job.completeness?.refused ?? []) console.log(`Refused: ${id} (${code})`);
  const isComplete = missing.length + surplus.length + (job.completeness?.refused.length ?? 0) === 0;
  return isWhole && isComplete;
}

async function runDemo(): Promise<boolean> {
  const items = Number(values.items);
  if (!Number.isInteger(items) || items < 1)
    throw new Error(`--items takes a number from 1, not "${values.items}".`);
  const root = resolve(values.out);
  await mkdir(root, { recursive: true });
  console.log('Building the extension and the companion …');
  await buildProduct({ output: 'kept' });
  console.log('Starting the stand-in for YouTube, and Chromium …');
  const session = await openSession({
    root,
    headless: !values.headed,
    testbed: {
      scale: buildDemoScale(items),
      onMediaProgress: (done, total) => {
        if (done === 1 || done === total) console.log(`Making test videos, once: ${done} of ${total}`);
      },
    },
  });
  try {
    console.log(`Exporting ${session.channelUrl} …`);
    const startedMs = Date.now();
    const job = await exportChannel(session);
    console.log(`${describeJob(job)}, in ${Math.round((Date.now() - startedMs) / 1000)} s`);
    const isComplete = await checkArchive(session, job);
    console.log(isComplete ? 'The archive is verified and complete.' : 'The archive is NOT complete.');
    console.log(`archive: ${job.target?.path ?? 'none'}`);
    return isComplete;
  } finally {
    await session.close();
  }
}

if (values.help) process.stdout.write(usage);
else {
  try {
    process.exitCode = (await runDemo()) ? 0 : 1;
  } catch (reason) {
    process.stderr.write(`${reason instanceof Error ? reason.message : String(reason)}\n`);
    process.exitCode = 1;
  }
}
