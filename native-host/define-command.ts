/** The shape of a command: its schemas are in shared/protocol/commands.ts under the same name. */
import type {
  CommandEvent,
  CommandName,
  CommandRequest,
  CommandResponse,
} from '../shared/protocol/commands.ts';
import type { Host } from './host.ts';

/** What a running command may use besides its request. */
export interface CommandContext<Name extends CommandName> {
  host: Host;
  /** Aborted by `cancel` and when the browser closes the port. */
  signal: AbortSignal;
  emit(event: CommandEvent<Name>): void;
  /** Aborts another running command of this connection; false when there is none of that id. */
  cancel(target: string): boolean;
}

/** A command: its name on the wire and what it does with a parsed request. Throws AppErrors. */
export interface Command<Name extends CommandName> {
  name: Name;
  run(request: CommandRequest<Name>, context: CommandContext<Name>): Promise<CommandResponse<Name>>;
}

/** Typed identity: ties a name to the types of its schemas. */
export const defineCommand = <Name extends CommandName>(
  name: Name,
  run: Command<Name>['run'],
): Command<Name> => ({ name, run });
