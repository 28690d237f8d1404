/**
 * `npm run host -- COMMAND`: the companion's command line. `install` is given the tools that the project has, after
 * setting up what is missing: a companion without yt-dlp saves no video files.
 */
import { join } from 'node:path';
import { execa } from 'execa';
import { projectRoot, readToolsRecord } from './tools.ts';

const args = process.argv.slice(2);
const isInstall = args[0] === 'install' && !args.some((arg) => ['--help', '-h'].includes(arg));
const isDryRun = args.includes('--dry-run');

/** What setting up says goes to standard error: standard output may be read by a program. */
async function prepareTools(): Promise<void> {
  const script = join(projectRoot, 'scripts', 'setup.ts');
  await execa(process.execPath, [script, 'ffmpeg', 'yt-dlp'], {
    stdin: 'ignore',
    stdout: process.stderr,
    stderr: 'inherit',
    reject: false,
  });
}

const isNamed = (option: string): boolean =>
  args.some((arg) => arg === option || arg.startsWith(`${option}=`));

/** Options for the tools the user has not named. */
async function listTools(): Promise<string[]> {
  const { ytDlp, ffmpeg } = (await readToolsRecord()) ?? {};
  const options = {
    ...(!isNamed('--yt-dlp') && {
      '--yt-dlp': ytDlp?.location,
      '--python': ytDlp && ytDlp.args.length > 0 ? ytDlp.command : undefined,
    }),
    ...(!isNamed('--ffmpeg') && { '--ffmpeg': ffmpeg?.path }),
  };
  return Object.entries(options).flatMap(([name, value]) => (value ? [name, value] : []));
}

// Without the tools the companion is installed all the same, and says what it lacks.
if (isInstall && !isDryRun) await prepareTools();
const main = join(projectRoot, 'native-host', 'main.ts');
const tools = isInstall ? await listTools() : [];
if (isInstall && isDryRun)
  process.stderr.write('Without --dry-run, yt-dlp and ffmpeg are set up first where they are missing.\n');
const result = await execa(process.execPath, [main, ...args, ...tools], { stdio: 'inherit', reject: false });
process.exitCode = result.exitCode ?? 1;
