/** Building hops. */
import type { Fix, FixAction, Hop, HopId } from '../../../shared/doctor.ts';
import { fixActions } from '../../../shared/doctor.ts';

/** `text` is what was found. */
export const pass = (id: HopId, text: string): Hop => ({ id, state: 'ok', text, fix: null });

/** It works, with something lacking. */
export const warn = (id: HopId, text: string, fix: Fix): Hop => ({ id, state: 'warning', text, fix });

/** It does not work. */
export const fail = (id: HopId, text: string, fix: Fix): Hop => ({ id, state: 'failed', text, fix });

/** Something to do that no command and no button does. */
export const byHand = (text: string): Fix => ({ kind: 'sentence', text });

/** A command line for a terminal. */
export const byCommand = (text: string, command: string): Fix => ({ kind: 'command', text, command });

/** A button of the extension; the command line has a command for each. */
export const byAction = (action: FixAction, text = `${fixActions[action]}.`): Fix => ({
  kind: 'action',
  text,
  action,
});
