/** Every command of the companion: what it takes, what it tells while it runs, what it returns. */
import type { z } from 'zod';
import { archiveCommands } from './archive-commands.ts';
import { companionCommands } from './companion-commands.ts';
import { doctorCommand } from './doctor-command.ts';
import { downloadCommands } from './download-commands.ts';
import { mediaCommands } from './media-commands.ts';

export const commands = {
  ...companionCommands,
  ...doctorCommand,
  ...archiveCommands,
  ...mediaCommands,
  ...downloadCommands,
} as const;

export type CommandName = keyof typeof commands;
/** A request as it was parsed. */
export type CommandRequest<Name extends CommandName> = z.infer<(typeof commands)[Name]['request']>;
/** A request as it is sent: what has a default may be left out. */
export type CommandParams<Name extends CommandName> = z.input<(typeof commands)[Name]['request']>;
export type CommandEvent<Name extends CommandName> = z.infer<(typeof commands)[Name]['event']>;
export type CommandResponse<Name extends CommandName> = z.infer<(typeof commands)[Name]['response']>;

/** Whether the companion has a command of this name. */
export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);
