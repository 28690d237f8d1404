/** yt-dlp, the scripts it needs for YouTube, and what runs them: all told by itself. */
import { execa } from 'execa';
import type { Hop } from '../../../shared/doctor.ts';
import type { Host } from '../../host.ts';
import { buildChildEnvironment } from '../../programs/child-environment.ts';
import { readVersion } from '../../programs/tool.ts';
import { listHoles } from '../../yt-dlp/known-holes.ts';
import { findYtDlpPlace, type YtDlpPlace } from '../../yt-dlp/locate.ts';
import { byAction, fail, pass, warn } from './hop.ts';

/** What a yt-dlp says of itself. */
export interface YtDlpFacts {
  path: string;
  version: string;
  /** Version of the package with the scripts; null: none. */
  solver: string | null;
  /** `node-24.21.0`; null: none that it takes. */
  runtime: string | null;
}

/** What it prints for `-v`; null for one so old, or so different, that it says nothing of the kind. */
export function parseDebugLines(text: string): Pick<YtDlpFacts, 'solver' | 'runtime'> | null {
  const libraries = /^\[debug\] Optional libraries: (.*)$/m.exec(text)?.[1];
  if (libraries === undefined) return null;
  const runtimes = /^\[debug\] JS runtimes: (.*)$/m.exec(text)?.[1] ?? 'none';
  return {
    solver: /\byt_dlp_ejs-([\w.]+)/.exec(libraries)?.[1] ?? null,
    runtime: runtimes === 'none' ? null : runtimes,
  };
}

const dayMs = 86_400_000;
/** yt-dlp itself warns from then on. */
const oldAfterDays = 90;

/** Versions are the day of their release; null for one that is not. */
export function toReleaseMs(version: string): number | null {
  const [, year, month, day] = /^(\d{4})\.(\d{1,2})\.(\d{1,2})(?:\.|$)/.exec(version) ?? [];
  return year && month && day ? Date.UTC(Number(year), Number(month) - 1, Number(day)) : null;
}

/** Old ones stop to work when sites change; those with holes are not run at all, unless the user wants it so. */
function judgeYtDlp(
  { path, version }: Pick<YtDlpFacts, 'path' | 'version'>,
  { nowMs, allowsHoles }: { nowMs: number; allowsHoles: boolean },
): Hop {
  const holes = listHoles(version);
  if (holes.length > 0) {
    const named = `${holes.slice(0, 3).join(', ')}${holes.length > 3 ? ' …' : ''}`;
    return allowsHoles
      ? warn(
          'yt-dlp',
          `${version} at ${path} has known holes and is used all the same: ${named}`,
          byAction('update'),
        )
      : fail('yt-dlp', `${version} at ${path} has known holes and is not used: ${named}`, byAction('update'));
  }
  const days = Math.floor((nowMs - (toReleaseMs(version) ?? nowMs)) / dayMs);
  if (days > oldAfterDays)
    return warn(
      'yt-dlp',
      `${version} at ${path} is ${days} days old; sites may have changed.`,
      byAction('update'),
    );
  return pass('yt-dlp', `${version} at ${path}`);
}

/** Without the scripts YouTube gives few formats, or none. */
const judgeSolver = (solver: string | null): Hop =>
  solver === null
    ? warn('yt-dlp-solver', 'This yt-dlp came without the package yt-dlp-ejs.', byAction('update'))
    : pass('yt-dlp-solver', `yt-dlp-ejs ${solver}`);

/** What runs the scripts. */
const judgeRuntime = (runtime: string | null): Hop =>
  runtime === null
    ? warn('js-runtime', 'yt-dlp takes none of the programs that could run scripts.', byAction('update'))
    : pass('js-runtime', runtime);

async function readDebugLines(place: YtDlpPlace, { machine }: Host): Promise<string> {
  const options = ['--ignore-config', '--no-plugin-dirs', '--no-update', '--color', 'never', '-v'];
  const runtimes = ['--no-js-runtimes', '--js-runtimes', `node:${process.execPath}`];
  // Without an address it says what it is and ends as for wrong use.
  const { stderr } = await execa(place.command, [...place.args, ...options, ...runtimes], {
    env: { ...buildChildEnvironment(machine, [place.command]), ...place.env },
    extendEnv: false,
    stdin: 'ignore',
    timeout: 20_000,
    maxBuffer: 256 * 1024,
    reject: false,
  });
  return stderr;
}

/** One to three hops; and when the yt-dlp that was found came out, for the clock. */
export async function examineYtDlp(
  host: Host,
  nowMs: number,
): Promise<{ hops: Hop[]; releaseMs: number | null }> {
  const place = findYtDlpPlace(host);
  if (!place)
    return {
      hops: [fail('yt-dlp', 'It was not found.', byAction('update', 'Fetch yt-dlp.'))],
      releaseMs: null,
    };
  const { path } = place;
  const version = await readVersion(place, '--version', buildChildEnvironment(host.machine, [place.command]));
  if (!version)
    return { hops: [fail('yt-dlp', `${path} does not run.`, byAction('update'))], releaseMs: null };
  const said = parseDebugLines(await readDebugLines(place, host));
  const more = said ? [judgeSolver(said.solver), judgeRuntime(said.runtime)] : [];
  return {
    hops: [judgeYtDlp({ path, version }, { nowMs, allowsHoles: host.config.allowUnsafeYtDlp }), ...more],
    releaseMs: toReleaseMs(version),
  };
}
