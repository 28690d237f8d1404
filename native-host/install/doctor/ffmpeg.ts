/** ffmpeg, and whether its encoders do what they are listed for. */
import { execa } from 'execa';
import { AppError } from '../../../shared/app-error.ts';
import type { Fix, Hop } from '../../../shared/doctor.ts';
import type { Machine } from '../../directories.ts';
import { type Abilities, readAbilities } from '../../ffmpeg/abilities.ts';
import { type EncodedCodec, findEncoder } from '../../ffmpeg/encoders.ts';
import { type Ffmpeg, locateFfmpeg } from '../../ffmpeg/locate.ts';
import type { Host } from '../../host.ts';
import { buildChildEnvironment } from '../../programs/child-environment.ts';
import { findProgram } from '../../programs/tool.ts';
import { byCommand, byHand, fail, pass, warn } from './hop.ts';

const packageManagers = [
  { program: 'apt-get', command: 'sudo apt-get install ffmpeg' },
  { program: 'dnf', command: 'sudo dnf install ffmpeg' },
  { program: 'pacman', command: 'sudo pacman -S ffmpeg' },
  { program: 'zypper', command: 'sudo zypper install ffmpeg' },
  { program: 'apk', command: 'sudo apk add ffmpeg' },
  { program: 'brew', command: 'brew install ffmpeg' },
  { program: 'winget', command: 'winget install Gyan.FFmpeg' },
] as const;

/** `has` tells which programs the machine has. */
function buildFfmpegFix(has: (program: string) => boolean): Fix {
  const found = packageManagers.find(({ program }) => has(program));
  return found
    ? byCommand('Install it with the packages of this system.', found.command)
    : byHand('Install ffmpeg (https://ffmpeg.org/download.html).');
}

/** What is tried: a second each of what downloads and conversions end in. */
const tried: readonly EncodedCodec[] = ['h264', 'vp9', 'aac', 'opus', 'mp3'];

/** Encoders by codec, and the codecs that this ffmpeg cannot write. */
export interface EncoderFacts {
  working: string[];
  lacking: string[];
}

/** What is missing is missed only by those who convert, so it is a warning. */
const judgeEncoders = ({ working, lacking }: EncoderFacts): Hop =>
  lacking.length === 0
    ? pass('encoders', working.join(', '))
    : warn(
        'encoders',
        `This ffmpeg cannot write ${lacking.join(', ')}.`,
        byHand('Install a full build of ffmpeg; some distributions have it in another repository.'),
      );

const sources = {
  picture: ['-f', 'lavfi', '-i', 'testsrc2=size=128x72:rate=25:duration=1'],
  sound: ['-f', 'lavfi', '-i', 'sine=duration=1'],
};

/** A second with the best encoder for a codec; null when this ffmpeg lists none. */
function findTrial(codec: EncodedCodec, abilities: Abilities): { name: string; args: string[] } | null {
  const encoder = findEncoder(codec, abilities);
  if (!encoder) return null;
  const { name, args } = encoder;
  const isPicture = codec === 'h264' || codec === 'vp9';
  return {
    name,
    args: [
      ...['-nostdin', '-hide_banner', '-v', 'error'],
      ...(isPicture ? sources.picture : sources.sound),
      ...[isPicture ? '-c:v' : '-c:a', name, ...args, '-f', 'null', '-'],
    ],
  };
}

async function runTrial(ffmpeg: Ffmpeg, machine: Machine, args: readonly string[]): Promise<boolean> {
  const { failed } = await execa(ffmpeg.command, [...ffmpeg.args, ...args], {
    env: buildChildEnvironment(machine, [ffmpeg.command]),
    extendEnv: false,
    stdin: 'ignore',
    timeout: 20_000,
    reject: false,
  });
  return !failed;
}

/** Tries them one after another, since they take what processors there are. */
async function tryEncoders(ffmpeg: Ffmpeg, machine: Machine): Promise<EncoderFacts> {
  const abilities = await readAbilities(ffmpeg, machine);
  const facts: EncoderFacts = { working: [], lacking: [] };
  for (const codec of tried) {
    const trial = findTrial(codec, abilities);
    if (trial && (await runTrial(ffmpeg, machine, trial.args))) facts.working.push(trial.name);
    else facts.lacking.push(codec);
  }
  return facts;
}

/** One hop, or two when there is an ffmpeg to try. */
export async function examineFfmpeg(host: Host): Promise<Hop[]> {
  const { machine } = host;
  try {
    const ffmpeg = await locateFfmpeg(host);
    return [
      pass('ffmpeg', `${ffmpeg.version} at ${ffmpeg.path}`),
      judgeEncoders(await tryEncoders(ffmpeg, machine)),
    ];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const fix = buildFfmpegFix((program) => findProgram(machine, program) !== null);
    return [fail('ffmpeg', error.message, fix)];
  }
}
