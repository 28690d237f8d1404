/** What this build of ffmpeg can do: distributions leave out different parts. */
import { execa } from 'execa';
import { AppError } from '../../shared/app-error.ts';
import type { Machine } from '../directories.ts';
import { buildChildEnvironment } from '../programs/child-environment.ts';
import type { Ffmpeg } from './locate.ts';

/** Names of encoders and filters. */
export interface Abilities {
  encoders: ReadonlySet<string>;
  filters: ReadonlySet<string>;
}

/** Names in what `-encoders` and `-filters` print: marks, name, description. The head of the list has an `=` there. */
export const parseNames = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^ [A-Z.|]{2,8} +([\w-]+) +\S/gm)].flatMap(([, name]) =>
      name === undefined ? [] : [name],
    ),
  );

const known = new Map<string, Promise<Abilities>>();

async function ask(ffmpeg: Ffmpeg, machine: Machine): Promise<Abilities> {
  const list = async (flag: string): Promise<ReadonlySet<string>> => {
    const { stdout, failed } = await execa(
      ffmpeg.command,
      [...ffmpeg.args, '-hide_banner', '-v', 'error', flag],
      {
        env: buildChildEnvironment(machine),
        extendEnv: false,
        stdin: 'ignore',
        timeout: 20_000,
        reject: false,
      },
    );
    if (failed) throw new AppError('ffmpeg.missing', 'ffmpeg was found but does not run.');
    return parseNames(stdout);
  };
  return { encoders: await list('-encoders'), filters: await list('-filters') };
}

/** Asks a program once for its version of it. Throws `ffmpeg.missing`. */
export function readAbilities(ffmpeg: Ffmpeg, machine: Machine): Promise<Abilities> {
  const key = `${ffmpeg.path} ${ffmpeg.version}`;
  const asked = known.get(key) ?? ask(ffmpeg, machine);
  known.set(key, asked);
  // A program that could not be asked may be asked again.
  asked.catch(() => known.delete(key));
  return asked;
}
