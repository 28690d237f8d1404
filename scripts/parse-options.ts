/** Command lines of the project's own commands. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** As `parseArgs`; what it does not understand ends the command with one line and the usage, exit code 2. */
export function parseOptions<Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (reason) {
    process.stderr.write(`${reason instanceof Error ? reason.message : String(reason)}\n\n${usage}`);
    process.exit(2);
  }
}
