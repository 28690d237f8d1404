/** yt-dlp by pip, into a folder of its own: the user's Python stays as it is. */
import { AppError } from '../../shared/app-error.ts';
import type { Host } from '../host.ts';
import { openFilterProxy } from '../net/filter-proxy.ts';
import { buildChildEnvironment } from '../programs/child-environment.ts';
import { createTail } from '../programs/line-splitter.ts';
import { runGroup } from '../programs/run-group.ts';
import { findProgram, isExecutable } from '../programs/tool.ts';
import type { Offer } from './offer.ts';

/** First Python that today's yt-dlp runs on. */
const minimumPython = [3, 10] as const;

/** Settings of the user's own for pip, as companies with a mirror have them; what else is in the environment stays outside. */
const pipVariables = [
  'PIP_INDEX_URL',
  'PIP_EXTRA_INDEX_URL',
  'PIP_FIND_LINKS',
  'PIP_NO_INDEX',
  'PIP_CONFIG_FILE',
];

/** With what pip is run. */
export interface PipControl {
  host: Host;
  /** Absolute; a folder of ours. */
  folder: string;
  signal: AbortSignal;
}

interface Ended {
  exitCode: number | null;
  output: string[];
  errors: string[];
}

async function run(
  command: string,
  args: readonly string[],
  { host, folder, signal }: PipControl,
): Promise<Ended> {
  const { machine } = host;
  const output = createTail();
  const errors = createTail();
  const filter = await openFilterProxy(host, { signal });
  const own = pipVariables.flatMap((name) => {
    const value = machine.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  try {
    const { exitCode } = await runGroup({
      command,
      args,
      env: { ...buildChildEnvironment(machine, [command]), ...Object.fromEntries(own), ...filter.env },
      cwd: folder,
      signal,
      log: host.log,
      onLine: output.add,
      onErrorLine: errors.add,
    });
    signal.throwIfAborted();
    return { exitCode, output: output.lines(), errors: errors.lines() };
  } finally {
    await filter.close();
  }
}

/** What a Python says of itself: the interpreter behind launchers such as pyenv's, which choose by folder. */
const askPython = `import sys; print(sys.executable); sys.exit(0 if sys.version_info >= (${minimumPython.join(', ')}) else 3)`;

/** Absolute path of a Python that yt-dlp runs on. Throws `ytdlp.update_failed`. */
async function findPython(control: PipControl): Promise<string> {
  const { machine, config } = control.host;
  const named = config.python !== null && isExecutable(config.python) ? config.python : null;
  const python = named ?? findProgram(machine, 'python3', 'python');
  const wanted = minimumPython.join('.');
  if (python === null)
    throw new AppError('ytdlp.update_failed', `There is no Python; ${wanted} or newer is needed.`);
  const { exitCode, output } = await run(python, ['-c', askPython], control);
  if (exitCode === 0 && output[0]) return output[0];
  throw new AppError('ytdlp.update_failed', `Python ${wanted} or newer is needed; ${python} is not.`);
}

/**
 * Wheels only: unpacking them runs nothing of theirs, as building a package would. No cache, so that what is installed
 * is what the index has.
 */
const pip = [
  ...['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--no-cache-dir'],
  ...['--only-binary', ':all:', '--retries', '1', '--timeout', '15'],
];

/** With the parts that solve script challenges where they are to be had; without them YouTube gives less. */
const packages = ['yt-dlp[default]', 'yt-dlp'];

function fail({ host }: PipControl, { errors }: Ended): never {
  host.log.write('pip', errors.join(' | '));
  const why = errors.findLast((line) => line.startsWith('ERROR:'))?.slice(0, 200) ?? '';
  throw new AppError('ytdlp.update_failed', `pip could not install yt-dlp. ${why}`.trim(), {
    retryable: true,
  });
}

/** `Would install yt-dlp-2026.8.19`, as pip ends a dry run. */
export function parseDryRun(lines: readonly string[]): string | null {
  for (const line of lines) {
    const version = /^Would install .*\byt[-_]dlp-(\d[\d.]*)/.exec(line)?.[1];
    if (version !== undefined) return version;
  }
  return null;
}

/** The first of the packages that pip can install, and its version. */
async function findPackage(python: string, control: PipControl): Promise<{ name: string; version: string }> {
  let last: Ended = { exitCode: null, output: [], errors: [] };
  for (const name of packages) {
    last = await run(python, [...pip, '--dry-run', '--ignore-installed', name], control);
    const version = last.exitCode === 0 ? parseDryRun(last.output) : null;
    if (version !== null) return { name, version };
  }
  return fail(control, last);
}

/** What pip has. yt-dlp is then run with the folder as `PYTHONPATH`. Throws `ytdlp.update_failed`. */
export async function findByPip(control: PipControl): Promise<Offer> {
  const python = await findPython(control);
  const { name, version } = await findPackage(python, control);
  return {
    version,
    from: 'pip',
    async install() {
      const ended = await run(python, [...pip, '--target', control.folder, `${name}==${version}`], control);
      if (ended.exitCode !== 0) fail(control, ended);
      return { relative: '', settings: { python } };
    },
  };
}
