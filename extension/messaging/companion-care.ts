/** Looks after the companion over connections of its own, so that each look begins where the browser starts a program. */

import { AppError, toAppError } from '../../shared/app-error.ts';
import { buildErrorHops, buildPortHops, type Hop } from '../../shared/doctor.ts';
import type { CommandName, CommandParams, CommandResponse } from '../../shared/protocol/commands.ts';
import type {
  FolderPurpose,
  UpdateOutcome,
  UpdateProgress,
} from '../../shared/protocol/companion-commands.ts';
import type { CallOptions, HostPort } from './host-port.ts';

interface CompanionCareOptions {
  /** A port that is not open yet. */
  createPort(): HostPort;
  extensionId: string;
  /** By its name for `install`; null when it is not known. */
  browser: string | null;
  nowMs(): number;
}

/** A companion that says nothing at first is not there; later, a look may take its time. */
const firstWordMs = 15_000;
const nextWordMs = 60_000;

/** Aborts when nothing was heard for too long. */
function createSilence() {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), ms);
  };
  return { signal: abort.signal, wait, end: () => clearTimeout(timer) };
}

/** The hops that an error tells of: of the connection itself, or of a companion that will not serve. */
function toHops(error: AppError, hasAnswered: boolean, extensionId: string): Hop[] {
  const { code, message, context } = error;
  if (
    code === 'host.disconnected' ||
    code === 'host.missing' ||
    (code === 'host.forbidden' && context.reason)
  )
    return buildPortHops({ error: String(context.reason), hasAnswered, extensionId });
  // A companion that does not know the command is older than it.
  if (code === 'input.invalid')
    return buildErrorHops({ code: 'host.protocol', message: olderCompanion, context });
  return buildErrorHops({ code, message, context });
}

const olderCompanion = 'The companion is older than this extension.';

/** See `CompanionCare` in ui/ports.ts. */
export function createCompanionCare({ createPort, extensionId, browser, nowMs }: CompanionCareOptions) {
  async function look(port: HostPort, onHop: (hop: Hop) => void, signal: AbortSignal): Promise<void> {
    const nonce = crypto.randomUUID();
    const request = { nonce, browser, extensionId, nowMs: nowMs() };
    const answer = await port.call('doctor', request, { onEvent: ({ hop }) => onHop(hop), signal });
    if (answer.nonce !== nonce)
      throw new AppError('host.protocol', 'The companion answered another question.');
    for (const hop of answer.hops) onHop(hop);
  }

  /** One call over a connection of its own. */
  async function callOnce<Name extends CommandName>(
    name: Name,
    request: CommandParams<Name>,
    options: CallOptions<Name> = {},
  ): Promise<CommandResponse<Name>> {
    const port = createPort();
    try {
      return await port.call(name, request, options);
    } finally {
      port.close();
    }
  }

  return {
    async chooseFolder(purpose: FolderPurpose): Promise<boolean> {
      return (await callOnce('choose-folder', { purpose })).path !== null;
    },

    update: (onProgress: (progress: UpdateProgress) => void): Promise<UpdateOutcome> =>
      callOnce('update', { action: 'install', from: null }, { onEvent: onProgress }),

    async examine(onHop: (hop: Hop) => void, signal: AbortSignal): Promise<{ strange: string | null }> {
      const port = createPort();
      const silence = createSilence();
      let hasAnswered = false;
      silence.wait(firstWordMs);
      try {
        const take = (hop: Hop): void => {
          hasAnswered = true;
          silence.wait(nextWordMs);
          onHop(hop);
        };
        await look(port, take, AbortSignal.any([signal, silence.signal]));
        return { strange: null };
      } catch (thrown) {
        const error = toAppError(thrown);
        const hops = silence.signal.aborted
          ? buildPortHops({ error: null, hasAnswered, extensionId })
          : toHops(error, hasAnswered, extensionId);
        for (const hop of hops) onHop(hop);
        if (hops.length > 0) return { strange: null };
        if (typeof error.context.reason === 'string') return { strange: error.context.reason };
        throw error;
      } finally {
        silence.end();
        port.close();
      }
    },
  };
}
