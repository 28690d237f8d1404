/** The companion as a command line. */
import { realpath } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, toAppError } from '../shared/errors.ts';
import { protocolVersion } from '../shared/protocol/envelope.ts';
import { verifyArchive } from './archive/verify-archive.ts';
import { applyOptions, type CliValues, cliOptions, parseBrowsers, toMachine, usage } from './cli-options.ts';
import { hello } from './commands/hello.ts';
import { readConfig } from './config.ts';
import type { Machine } from './directories.ts';
import { createHost } from './host.ts';
import { diagnose } from './install/doctor.ts';
import { install, uninstall } from './install/install.ts';
import { recordTools } from './install/record-tools.ts';

/** What a command prints, as lines and as JSON, and whether all was well. */
interface Report {
  ok: boolean;
  lines: string[];
  json: unknown;
}

interface CliContext {
  machine: Machine;
  values: CliValues;
  operands: string[];
}

async function runInstall({ machine, values }: CliContext): Promise<Report> {
  const config = await recordTools(createHost(applyOptions(await readConfig(machine), values), machine));
  const written = await install({
    machine,
    config,
    nodePath: process.execPath,
    mainPath: await realpath(process.argv[1] ?? ''),
    browsers: parseBrowsers(values.browser),
    userDataDirectory: values['user-data-dir'] ? resolve(values['user-data-dir']) : null,
    dryRun: values['dry-run'] ?? false,
  });
  const verb = values['dry-run'] ? 'would write' : 'wrote';
  const { checks } = await diagnose(createHost(config, machine));
  const lacking = checks.filter(({ name, ok }) => !ok && (name === 'yt-dlp' || name === 'ffmpeg'));
  // Settings and launcher are always there; a manifest only when there is a browser for it.
  const found = written.length > 2;
  const hint = found ? [] : ['No browser was found; name one with --browser.'];
  return {
    ok: found,
    lines: [
      ...written.map((path) => `${verb} ${path}`),
      ...hint,
      ...lacking.map(({ text }) => `Video files need one thing more: ${text}`),
    ],
    json: { written, root: config.root },
  };
}

async function runUninstall({ machine, values }: CliContext): Promise<Report> {
  const removed = await uninstall(machine, await readConfig(machine), values['dry-run'] ?? false);
  const verb = values['dry-run'] ? 'would remove' : 'removed';
  const lines = removed.length > 0 ? removed.map((path) => `${verb} ${path}`) : ['nothing to remove'];
  return { ok: true, lines, json: { removed } };
}

async function runHello({ machine }: CliContext): Promise<Report> {
  const host = createHost(await readConfig(machine), machine);
  const answer = await hello.run(
    { protocol: protocolVersion, client: 'cli' },
    { host, signal: new AbortController().signal, emit: () => undefined, cancel: () => false },
  );
  return {
    ok: true,
    lines: Object.entries(answer).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    json: answer,
  };
}

async function runDoctor({ machine }: CliContext): Promise<Report> {
  const diagnosis = await diagnose(createHost(await readConfig(machine), machine));
  const lines = diagnosis.checks.map(({ name, ok, text }) => `${ok ? 'ok ' : 'BAD'} ${name}: ${text}`);
  const hint = 'Whether the browser can start the companion only the extension can tell: open its popup.';
  return { ok: diagnosis.checks.every(({ ok }) => ok), lines: [...lines, hint], json: diagnosis };
}

async function runVerify({ operands }: CliContext): Promise<Report> {
  const [folder] = operands;
  if (!folder) throw new AppError('input.invalid', 'Name the folder to verify.');
  const path = await realpath(folder).catch((cause: unknown) => {
    throw new AppError('input.unreadable', `${folder} is not there.`, { cause });
  });
  const control = { signal: new AbortController().signal, onChecked: () => undefined };
  const found = await verifyArchive({ folder: basename(path), path }, control);
  const lines = found.problems.map(({ id, code, message }) => `${code} ${id}: ${message}`);
  return {
    ok: lines.length === 0,
    lines: [...lines, `${found.checked} files checked, ${lines.length} problems`],
    json: found,
  };
}

const cliCommands: Readonly<Record<string, (context: CliContext) => Promise<Report>>> = {
  install: runInstall,
  uninstall: runUninstall,
  hello: runHello,
  doctor: runDoctor,
  verify: runVerify,
};

function print(report: Report, asJson: boolean): void {
  const text = asJson ? JSON.stringify(report.json) : report.lines.join('\n');
  process.stdout.write(`${text}\n`);
}

function parse(args: string[]): { values: CliValues; positionals: string[] } {
  try {
    return parseArgs({ args, options: cliOptions, allowPositionals: true });
  } catch (cause) {
    throw new AppError('input.invalid', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const notUnderstood = 64;

/** Runs one command and settles with the exit code. */
export async function runCli(args: string[], machine: Machine): Promise<number> {
  const asJson = args.includes('--json');
  try {
    const { values, positionals } = parse(args);
    const [name = '', ...operands] = positionals;
    const run = Object.hasOwn(cliCommands, name) ? cliCommands[name] : undefined;
    if (!run || values.help) {
      process.stdout.write(usage);
      return values.help ? 0 : notUnderstood;
    }
    const report = await run({ machine: toMachine(machine, values), values, operands });
    print(report, asJson);
    return report.ok ? 0 : 1;
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (asJson) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
    process.stderr.write(`star-export: ${message}\n`);
    return code === 'input.invalid' ? notUnderstood : 1;
  }
}
