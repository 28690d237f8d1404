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

/** What is still where it was is kept, so that a second start asks no program for its version. */
const preparations: Record<string, (system: System, record: ToolsRecord) => Promise<void>> = {
  chromium: async (system, record) => {
    if (!(await isThere(record.chromium?.path))) record.chromium = await prepareChromium(system);
  },
  ffmpeg: async (system, record) => {
    const isKept = (await isThere(record.ffmpeg?.path)) && (await isThere(record.ffprobe?.path));
    if (!isKept) Object.assign(record, await prepareFfmpeg(system));
  },
  'yt-dlp': async (system, record) => {
    const isKept = (await isThere(record.ytDlp?.command)) && (await isThere(record.ytDlp?.location));
    if (!record.ytDlp || !isKept) record.ytDlp = await prepareYtDlp(system, privateYtDlp);
    warnOfAge(system, record.ytDlp);
  },
};

/** Prepares all that is wanted and returns what is missing: a person should be told everything at once. */
async function prepare(system: System, wanted: string[]): Promise<string[]> {
  const record: ToolsRecord = {
    chromium: null,
    ffmpeg: null,
    ffprobe: null,
    ytDlp: null,
    ...(await readToolsRecord()),
    node: { path: process.execPath, version: process.version },
  };
  const missing: string[] = [];
  for (const name of wanted) {
    try {
      await preparations[name]?.(system, record);
    } catch (reason) {
      if (!(reason instanceof SetupError)) throw reason;
      missing.push(reason.message);
    }
  }
  await writeToolsRecord(record);
  return missing;
}

const missing = await prepare(createSystem(), process.argv.slice(2));
for (const message of missing) process.stderr.write(`${message}\n`);
process.exitCode = missing.length > 0 ? 1 : 0;
