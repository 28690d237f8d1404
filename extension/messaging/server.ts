/** The background's side of the messages: parse, check the sender, run, answer. */
import type { z } from 'zod';
import { AppError, toWire } from '../../shared/app-error.ts';
import { type BackgroundMessage, backgroundMessages, type ResponseOf } from './protocol.ts';

interface Sender {
  id?: string | undefined;
  tab?: { id?: number | undefined } | undefined;
  frameId?: number | undefined;
}

type Parsed<Name extends BackgroundMessage> = z.output<(typeof backgroundMessages)[Name]['request']>;

/** One function per message; the sender is given for the few that depend on the tab. */
export type BackgroundServices = {
  [Name in BackgroundMessage]: (request: Parsed<Name>, sender: Sender) => Promise<ResponseOf<Name>>;
};

interface Envelope {
  to: 'background';
  name: BackgroundMessage;
  request: unknown;
}

const isEnvelope = (message: unknown): message is Envelope =>
  typeof message === 'object' &&
  message !== null &&
  'to' in message &&
  message.to === 'background' &&
  'name' in message &&
  typeof message.name === 'string' &&
  Object.hasOwn(backgroundMessages, message.name);

/** A page of a frame, or another extension, has no business here. */
const isTrusted = (sender: Sender, ownId: string): boolean =>
  sender.id === ownId && (sender.tab === undefined || sender.frameId === undefined || sender.frameId === 0);

/** Returns a listener for `runtime.onMessage`: undefined for messages that are for somebody else. */
export function createServer(services: BackgroundServices, ownId: string) {
  async function answer(envelope: Envelope, sender: Sender): Promise<unknown> {
    try {
      if (!isTrusted(sender, ownId)) throw new AppError('input.invalid', 'The sender is not trusted.');
      const parsed = backgroundMessages[envelope.name].request.safeParse(envelope.request);
      if (!parsed.success) throw new AppError('input.invalid', undefined, { cause: parsed.error });
      const run = services[envelope.name] as (request: unknown, from: Sender) => Promise<unknown>;
      return { response: await run(parsed.data, sender) };
    } catch (error) {
      return { error: toWire(error) };
    }
  }
  return (message: unknown, sender: Sender): Promise<unknown> | undefined =>
    isEnvelope(message) ? answer(message, sender) : undefined;
}
