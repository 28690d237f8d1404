/** Finds ffmpeg and ffprobe, or installs them. */
import type { Program } from '../tools.ts';
import type { System } from './system.ts';
import { installSystemPackage, SetupError, type SystemPackage } from './system-package.ts';

const ffmpegPackage: SystemPackage = {
  label: 'ffmpeg',
  apt: 'ffmpeg',
  // Fedora's own build, ffmpeg-free, has no H.264 encoder; this one is of RPM Fusion.
  dnf: 'ffmpeg',
  pacman: 'ffmpeg',
  brew: 'ffmpeg',
  winget: 'Gyan.FFmpeg',
  otherwise: 'see https://ffmpeg.org/download.html',
};

/** Both programs; they come together. */
export interface Ffmpeg {
  ffmpeg: Program;
  ffprobe: Program;
}

/** The version in "ffmpeg version 5.1.9-0+deb12u1 Copyright …". */
const parseFfmpegVersion = (said: string): string | null => /^ff\w+ version (\S+)/m.exec(said)?.[1] ?? null;

async function findProgram(system: System, name: string): Promise<Program | null> {
  const path = system.find(name);
  if (!path) return null;
  const { ok, stdout } = await system.run(path, ['-version']);
  const version = ok ? parseFfmpegVersion(stdout) : null;
  return version ? { path, version } : null;
}

async function findFfmpeg(system: System): Promise<Ffmpeg | null> {
  const [ffmpeg, ffprobe] = [await findProgram(system, 'ffmpeg'), await findProgram(system, 'ffprobe')];
  return ffmpeg && ffprobe ? { ffmpeg, ffprobe } : null;
}

/** ffmpeg and ffprobe, installed when they were missing; throws a SetupError with the command to type otherwise. */
export async function prepareFfmpeg(system: System): Promise<Ffmpeg> {
  const found = await findFfmpeg(system);
  if (found) return found;
  await installSystemPackage(system, ffmpegPackage);
  const installed = await findFfmpeg(system);
  if (!installed) throw new SetupError('ffmpeg was installed but does not start; try `ffmpeg -version`.');
  system.say(`ffmpeg ${installed.ffmpeg.version} is at ${installed.ffmpeg.path}.`);
  return installed;
}
