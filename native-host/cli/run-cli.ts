/** The companion as a command line: finds the command, runs it, prints its report. */
import { resolve } from 'node:path';
import { AppError, toAppError } from '../../shared/app-error.ts';
import { toPrintable } from '../../shared/printable.ts';
import { readConfig } from '../config.ts';
import { type Machine, pathsOf } from '../directories.ts';
import { createHost } from '../host.ts';
import type { CliFrame, CliReport } from './define-cli-command.ts';
import { cliCommands } from './index.ts';
import { createProgressBar } from './progress-bar.ts';

const notUnderstood = 64;

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

const usage = `star-export COMMAND [OPTIONS]

${cliCommands.map((command) => indent(command.usage)).join('\n')}

  Every command takes:
    --json               print one JSON object
    --user-data-dir DIR  the settings of a browser's profile folder instead of the user's
    --help               show the lines of this command

  Exit code 0: all well; 1: something was found or failed; 64: not understood. Of verify and repair 2: not an archive; 3: not readable.
`;

/** A profile folder of its own has its own settings, so that trials and tests leave the user's alone. */
export function toMachine(machine: Machine, args: readonly string[]): Machine {
  const at = args.findIndex((arg) => arg === '--user-data-dir' || arg.startsWith('--user-data-dir='));
  const named = args[at] === '--user-data-dir' ? args[at + 1] : args[at]?.slice('--user-data-dir='.length);
  if (!named || machine.env.STAR_EXPORT_CONFIG) return machine;
  const config = pathsOf(machine).join(resolve(named), 'star-export', 'config.json');
  return { ...machine, env: { ...machine.env, STAR_EXPORT_CONFIG: config } };
}

const listenForInterrupt = (): AbortSignal => {
  const abort = new AbortController();
  // The second time the terminal has its usual effect.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort());
  return abort.signal;
};

function createFrame(machine: Machine): CliFrame {
  return {
    machine,
    openHost: async () => createHost(await readConfig(machine), machine),
    signal: listenForInterrupt(),
    progress: createProgressBar(process.stderr),
  };
}

/** Waits until it is written: what goes into a pipe may outlive us otherwise. */
const print = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((done) => stream.write(text, () => done()));

/** Texts of sites and of other programs must not command the terminal. */
const disarm = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, toPrintable);

const printReport = ({ json, lines }: CliReport, asJson: boolean): Promise<void> =>
  print(process.stdout, `${asJson ? JSON.stringify(json) : disarm(lines.join('\n'))}\n`);

async function printError(error: AppError, asJson: boolean): Promise<void> {
  const { code, message } = error;
  if (asJson) await print(process.stdout, `${JSON.stringify({ error: { code, message } })}\n`);
  await print(process.stderr, `star-export: ${disarm(message)}\n`);
}

/** Runs one command and settles with the exit code. */
export async function runCli(args: string[], machine: Machine): Promise<number> {
  const [name, ...rest] = args;
  const command = cliCommands.find((known) => known.name === name);
  const asJson = rest.includes('--json');
  const wantsHelp = [name, ...rest].some((arg) => arg === '--help' || arg === '-h');
  if (wantsHelp) {
    await print(process.stdout, command ? `star-export ${command.usage}\n` : usage);
    return 0;
  }
  const frame = createFrame(toMachine(machine, rest));
  try {
    if (!command) {
      const known = cliCommands.map((one) => one.name).join(', ');
      throw new AppError(
        'input.invalid',
        `${name ? `There is no command ${name}` : 'Name a command'}; known are ${known}.`,
      );
    }
    const report = await command.run(rest, frame);
    frame.progress.clear();
    await printReport(report, asJson);
    return report.exitCode ?? (report.ok ? 0 : 1);
  } catch (thrown) {
    frame.progress.clear();
    const error = toAppError(thrown);
    await printError(error, asJson);
    if (error.code !== 'input.invalid') return command?.failureCode ?? 1;
    const help = command ? `star-export ${command.usage}` : 'star-export --help says what each takes.';
    if (!asJson) await print(process.stderr, `\n${help}\n`);
    return notUnderstood;
  }
}
