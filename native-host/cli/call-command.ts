/** Runs a command of the wire from the command line: the same schemas, the same code. */
import type { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import {
  type CommandEvent,
  type CommandName,
  type CommandRequest,
  type CommandResponse,
  commands as schemas,
} from '../../shared/protocol/commands.ts';
import { commandList } from '../commands/index.ts';
import type { Host } from '../host.ts';

/** In one line, as the terminal has it: what is wrong, and with which value. */
const describeIssues = ({ issues }: z.ZodError): string =>
  issues.map(({ message, path }) => [message, ...path.map(String)].join(', ')).join('; ');

interface CommandCall<Name extends CommandName> {
  host: Host;
  signal: AbortSignal;
  onEvent?(event: CommandEvent<Name>): void;
}

/** Throws `input.invalid` for a request that the command's schema refuses, and what the command throws. */
export async function callCommand<Name extends CommandName>(
  name: Name,
  params: z.input<(typeof schemas)[Name]['request']>,
  { host, signal, onEvent }: CommandCall<Name>,
): Promise<CommandResponse<Name>> {
  // Indexing with a type parameter loses which schema belongs to which name; the cast puts it back.
  const schema = schemas[name].request as unknown as z.ZodType<CommandRequest<Name>>;
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new AppError('input.invalid', `${name}: ${describeIssues(parsed.error)}`);
  return commandList[name].run(parsed.data, {
    host,
    signal,
    emit: (event) => onEvent?.(event),
    cancel: () => false,
  });
}
