/** Looks after the companion over connections of its own, so that each look begins where the browser starts a program. */
import { buildPortHops, type Hop } from '../../shared/doctor.ts';
import { AppError, type ErrorCode, toAppError } from '../../shared/errors.ts';
import type { CommandName, CommandRequest, CommandResponse } from '../../shared/protocol/commands.ts';
import type { FolderPurpose } from '../../shared/protocol/companion-commands.ts';
import type { HostPort } from './host-port.ts';

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

/** What a companion of another version answers. */
const isOtherVersion = (code: ErrorCode): boolean => code === 'host.protocol' || code === 'input.invalid';

const otherVersion: Hop = {
  id: 'protocol',
  state: 'failed',
  text: 'The companion is of another version than this extension, or something else answers in its place.',
  fix: {
    kind: 'action',
    action: 'install',
    text: "Run the companion's install command again, so that both are of one version.",
  },
};

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

/** The hops that an error of the port itself tells of; null when it is not about the port. */
function toPortHops(error: AppError, hasAnswered: boolean, extensionId: string): Hop[] | null {
  const { reason } = error.context;
  if (!error.code.startsWith('host.') || typeof reason !== 'string') return null;
  return buildPortHops({ error: reason, hasAnswered, extensionId });
}

/** See `CompanionCare` in ui/ports.ts. */
export function createCompanionCare({ createPort, extensionId, browser, nowMs }: CompanionCareOptions) {
  async function look(port: HostPort, onHop: (hop: Hop) => void, signal: AbortSignal): Promise<void> {
    const nonce = crypto.randomUUID();
    const request = { nonce, browser, extensionId, nowMs: nowMs() };
    const answer = await port.call('doctor', request, { onEvent: ({ hop }) => onHop(hop), signal });
    if (answer.nonce !== nonce) throw new AppError('host.protocol');
    for (const hop of answer.hops) onHop(hop);
  }

  /** One call over a connection of its own, so that the companion that answers knows its newest settings. */
  async function callOnce<Name extends CommandName>(
    name: Name,
    request: CommandRequest<Name>,
  ): Promise<CommandResponse<Name>> {
    const port = createPort();
    try {
      return await port.call(name, request);
    } finally {
      port.close();
    }
  }

  return {
    async chooseFolder(purpose: FolderPurpose): Promise<boolean> {
      return (await callOnce('choose-folder', { purpose })).path !== null;
    },

    async update(): Promise<void> {
      throw new AppError('host.protocol');
    },

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
          : toPortHops(error, hasAnswered, extensionId);
        for (const hop of hops ?? []) onHop(hop);
        if (hops)
          return { strange: hops.length === 0 ? String(error.context.reason ?? error.message) : null };
        if (!isOtherVersion(error.code)) throw error;
        onHop(otherVersion);
        return { strange: null };
      } finally {
        silence.end();
        port.close();
      }
    },
  };
}
