/** Finds the programs that are asked for and installs what is missing: `setup.ts chromium ffmpeg yt-dlp`. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareChromium } from './setup/chromium.ts';
import { prepareFfmpeg } from './setup/ffmpeg.ts';
import { createSystem, type System } from './setup/system.ts';
import { SetupError } from './setup/system-package.ts';
import { isRecent, oldestVersion, prepareYtDlp } from './setup/yt-dlp.ts';
import { projectRoot, readToolsRecord, type ToolsRecord, writeToolsRecord, type YtDlp } from './tools.ts';

const isThere = (path: string | undefined): Promise<boolean> =>
  path
    ? stat(path).then(
        () => true,
        () => false,
      )
    : Promise.resolve(false);

const privateYtDlp = join(projectRoot, '.cache', 'yt-dlp');

function warnOfAge(system: System, { version, location }: YtDlp): void {
  if (isRecent(version)) return;
  system.say(
    `Warning: yt-dlp ${version} at ${location} is older than ${oldestVersion}; downloads from the real sites will ` +
      'probably fail. Install a newer one, then delete .cache/tools.json.',
  );
}

/** Keeps of the last record what is still where it was, so that a second start asks no program for its version. */
async function prepare(system: System, wanted: ReadonlySet<string>): Promise<ToolsRecord> {
  const record: ToolsRecord = {
    chromium: null,
    ffmpeg: null,
    ffprobe: null,
    ytDlp: null,
    ...(await readToolsRecord()),
    node: { path: process.execPath, version: process.version },
  };
  if (wanted.has('chromium') && !(await isThere(record.chromium?.path))) {
    record.chromium = await prepareChromium(system);
  }
  const hasFfmpeg = (await isThere(record.ffmpeg?.path)) && (await isThere(record.ffprobe?.path));
  if (wanted.has('ffmpeg') && !hasFfmpeg) Object.assign(record, await prepareFfmpeg(system));
  if (wanted.has('yt-dlp')) {
    const isKept = (await isThere(record.ytDlp?.command)) && (await isThere(record.ytDlp?.location));
    if (!record.ytDlp || !isKept) record.ytDlp = await prepareYtDlp(system, privateYtDlp);
    warnOfAge(system, record.ytDlp);
  }
  return record;
}

try {
  await writeToolsRecord(await prepare(createSystem(), new Set(process.argv.slice(2))));
} catch (reason) {
  if (!(reason instanceof SetupError)) throw reason;
  process.stderr.write(`${reason.message}\n`);
  process.exitCode = 1;
}
