/** The extension's end of the tap: arms it, asks through it, and lets nothing through that is not of the expected form. */
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { toHex } from '../core/hash-text.ts';
import type { PageAnswer, PageTap, TappedResponse } from '../core/pages/page-tap.ts';
import type { TapCommand, TapMessage, TapQuestion } from './tap-protocol.ts';

const nonceSchema = z.string().length(32);
const bodySchema = z.string().nullable();
const statusSchema = z.number().int().min(0).max(999);
const tapMessageSchema: z.ZodType<TapMessage> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('response'),
    nonce: nonceSchema,
    url: z.url().max(16_384),
    method: z.string().max(16),
    requestBody: bodySchema,
    status: statusSchema,
    body: bodySchema,
  }),
  z.strictObject({
    type: z.literal('answer'),
    nonce: nonceSchema,
    id: z.number().int(),
    url: z.string().max(16_384),
    status: statusSchema,
    headers: z.record(z.string().max(100), z.string().max(4096)),
    body: bodySchema,
  }),
  z.strictObject({
    type: z.literal('failed'),
    nonce: nonceSchema,
    id: z.number().int(),
    message: z.string().max(2000),
  }),
]);

/** What is copied, and how much of it is let in. */
export interface TapLimits {
  /** Per body. @default 8 Mi UTF-16 units */
  maxChars?: number;
  /** Messages that nobody waits for, beyond so many within ten seconds, are dropped and counted. @default 200 */
  maxPerTenSeconds?: number;
  /** An answer that does not come within this time has failed. @default 60 s */
  answerTimeoutMs?: number;
}

export interface TapClient extends PageTap {
  /** Messages that were not of the expected form, came too fast, or under a wrong nonce. */
  readonly dropped: number;
}

const windowMs = 10_000;

const createNonce = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));

type Reply = Extract<TapMessage, { type: 'answer' | 'failed' }>;

interface Waiting {
  resolve(message: Reply): void;
  timer: ReturnType<typeof setTimeout>;
}

/** Counts what nobody waits for; true for what comes too fast. */
function createRateGate(maxPerTenSeconds: number): (nowMs: number) => boolean {
  let arrivals = { since: 0, count: 0 };
  return (nowMs) => {
    if (nowMs - arrivals.since > windowMs) arrivals = { since: nowMs, count: 0 };
    arrivals.count += 1;
    return arrivals.count > maxPerTenSeconds;
  };
}

/** Throws AppError for a question that failed, or whose answer is too long to be copied. */
function toPageAnswer(answer: Reply): PageAnswer {
  if (answer.type === 'failed')
    throw new AppError('net.failed', undefined, { context: { why: answer.message } });
  const { status, url, headers, body } = answer;
  if (body === null)
    throw new AppError('media.too_large', 'The answer is longer than a page of a list can be.');
  return { status, url, headers, body };
}

/** One per document; `port` is what `offerTapPort` returned. */
export function createTapClient(port: MessagePort, limits: TapLimits = {}): TapClient {
  const { maxChars = 8 * 1024 * 1024, maxPerTenSeconds = 200, answerTimeoutMs = 60_000 } = limits;
  const nonce = createNonce();
  const waiting = new Map<number, Waiting>();
  let listen: (response: TappedResponse) => void = () => undefined;
  let dropped = 0;
  let questions = 0;
  const isTooFast = createRateGate(maxPerTenSeconds);

  const post = (command: TapCommand): void => port.postMessage(command);

  const accept = (given: unknown): TapMessage | null => {
    const parsed = tapMessageSchema.safeParse(given);
    if (!parsed.success || parsed.data.nonce !== nonce) return null;
    const { data } = parsed;
    // Of answers come as many as were asked for: how fast that is, the account's budget says.
    const isAwaited = 'id' in data && waiting.has(data.id);
    if (!isAwaited && isTooFast(Date.now())) return null;
    const isTooLong = 'body' in data && data.body !== null && data.body.length > maxChars;
    return isTooLong ? null : data;
  };

  port.onmessage = ({ data: given }: MessageEvent<unknown>) => {
    const message = accept(given);
    if (!message) {
      dropped += 1;
    } else if (message.type === 'response') {
      const { url, method, requestBody, status, body } = message;
      listen({ url, method, requestBody, status, body });
    } else {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (asked) {
        clearTimeout(asked.timer);
        asked.resolve(message);
      }
    }
  };

  return {
    arm(paths, listener) {
      listen = listener ?? (() => undefined);
      post({ type: 'arm', order: { nonce, paths, maxChars, copies: listener !== null } });
    },
    async ask({ path, method = 'GET', headers = {}, body, wantedHeaders = [] }) {
      questions += 1;
      const id = questions;
      const question: TapQuestion = { id, path, method, headers, body: body ?? null, wantedHeaders };
      const answer = await new Promise<Reply>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new AppError('net.timeout'));
        }, answerTimeoutMs);
        waiting.set(id, { resolve, timer });
        post({ type: 'ask', question });
      });
      return toPageAnswer(answer);
    },
    disarm() {
      listen = () => undefined;
      post({ type: 'disarm' });
    },
    get dropped() {
      return dropped;
    },
  };
}
