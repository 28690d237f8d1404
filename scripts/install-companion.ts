/** Installs the companion into one browser profile, with the tools that setting up has found. */
import { join } from 'node:path';
import { execa } from 'execa';
import { projectRoot, readToolsRecord } from './tools.ts';

interface Installation {
  /** The browser's profile folder; nothing is written anywhere else. */
  profile: string;
  /** Where archives go; default: the user's Downloads. */
  root?: string | undefined;
}

/** Throws when it could not be installed. */
export async function installCompanion({ profile, root }: Installation): Promise<void> {
  const { ytDlp, ffmpeg } = (await readToolsRecord()) ?? {};
  const options = {
    '--user-data-dir': profile,
    '--root': root,
    '--yt-dlp': ytDlp?.location,
    '--python': ytDlp && ytDlp.args.length > 0 ? ytDlp.command : undefined,
    '--ffmpeg': ffmpeg?.path,
  };
  const args = Object.entries(options).flatMap(([name, value]) => (value ? [name, value] : []));
  const main = join(projectRoot, 'native-host', 'main.ts');
  await execa(process.execPath, [main, 'install', ...args], { stdin: 'ignore' });
}
