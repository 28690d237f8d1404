/** The shape of a command of the command line: its options, its lines of the usage, what it does. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError } from '../../shared/app-error.ts';
import type { Machine } from '../directories.ts';
import type { Host } from '../host.ts';
import type { ProgressBar } from './progress-bar.ts';

/** What a command prints, as lines or as one JSON object, and whether all was well (exit code 0 or 1). */
export interface CliReport {
  ok: boolean;
  /** Where more is to be said than yes or no. @default 0 or 1 by `ok` */
  exitCode?: number;
  lines: string[];
  json: unknown;
}

/** What every command takes beside its own options. */
const sharedOptions = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  'user-data-dir': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** What the frame gives to a command: the machine (with the settings of `--user-data-dir`, if named) and the terminal. */
export interface CliFrame {
  machine: Machine;
  /** Reads the settings; throws `host.failed` when they are broken. */
  openHost(): Promise<Host>;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  progress: ProgressBar;
}

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options & typeof sharedOptions; allowPositionals: true }>
>['values'];

/** One call of a command. */
export interface CliCall<Options extends ParseArgsOptionsConfig> extends CliFrame {
  /** Options as parsed; absent means not given. */
  values: Parsed<Options>;
  operands: string[];
}

interface CliDefinition<Options extends ParseArgsOptionsConfig> {
  name: string;
  /** Its lines of the usage, the first one `name OPERANDS   what it does`, options indented below. */
  usage: string;
  options: Options;
  /** How many operands it takes; more or fewer are wrong use. */
  operands: { from: number; to: number };
  /** Exit code where it could not be found out. @default 1 */
  failureCode?: number;
  /** Throws AppErrors; `input.invalid` is wrong use (exit code 64), everything else a failure (1). */
  run(call: CliCall<Options>): Promise<CliReport>;
}

/** A command as the list holds it; its options are its own business. */
export interface CliCommand {
  name: string;
  usage: string;
  failureCode?: number;
  /** Throws `input.invalid` for arguments it does not understand. */
  run(args: string[], frame: CliFrame): Promise<CliReport>;
}

function parse<Options extends ParseArgsOptionsConfig>(
  args: string[],
  { name, options, operands }: CliDefinition<Options>,
): { values: Parsed<Options>; operands: string[] } {
  let parsed: { values: Parsed<Options>; positionals: string[] };
  try {
    parsed = parseArgs({ args, options: { ...options, ...sharedOptions }, allowPositionals: true });
  } catch (cause) {
    throw new AppError('input.invalid', cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const count = parsed.positionals.length;
  if (count < operands.from) throw new AppError('input.invalid', `${name}: something is missing behind it.`);
  if (count > operands.to)
    throw new AppError('input.invalid', `${name}: ${parsed.positionals[operands.to]} is too much.`);
  return { values: parsed.values, operands: parsed.positionals };
}

/** Ties the options of a command to what its `run` gets. */
export function defineCliCommand<const Options extends ParseArgsOptionsConfig>(
  definition: CliDefinition<Options>,
): CliCommand {
  return {
    name: definition.name,
    usage: definition.usage,
    ...(definition.failureCode !== undefined && { failureCode: definition.failureCode }),
    run: (args, frame) => definition.run({ ...frame, ...parse(args, definition) }),
  };
}
