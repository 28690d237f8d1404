import { AppError, createWireError } from '../../../shared/app-error.ts';
import type { WireError } from '../../../shared/wire-error.ts';
import type { HashedIdentity } from '../../core/pages/identity.ts';
import type { CollectorReply, CollectorRequest } from '../../core/pages/page-read.ts';
import { toLane } from '../../core/requests/lane-name.ts';
import type { PagePort, PlatformQuestion } from '../../jobs/ports.ts';
import { openReader, type TabReader } from '../../messaging/collector-tabs.ts';
import { findPlatform } from '../../platforms/index.ts';
import type { Platform } from '../../platforms/platform.ts';
import { toHashedIdentity } from '../../storage/hash-identity.ts';
import { readIdentitySalt } from '../../storage/identity-salt.ts';
import { holdWhenEnded } from './hold-when-ended.ts';
import { requestLanes } from './request-lanes.ts';

/** What is booked for a question before it is put; the answer says what it took. */
function costOf(request: CollectorRequest, { requests }: Platform): number {
  if (request.verb === 'details') return requests.details;
  return request.verb === 'page' && request.asOwner ? requests.ownPage : 1;
}

/** Null where the page is the right account's, or does not say whose it is. */
function findTrouble(asker: HashedIdentity, persona: string | undefined): AppError | null {
  if (persona === undefined || asker === 'unknown') return null;
  if (asker === 'nobody') return new AppError('platform.login_required');
  return asker.persona === persona ? null : new AppError('platform.account_changed');
}

/** Tabs keep the account that they were loaded with: one that is the wrong account's is left for another. */
async function findReader(
  platform: Platform,
  { ref, persona }: PlatformQuestion,
  signal: AbortSignal,
): Promise<{ reader: TabReader; asker: HashedIdentity }> {
  const { id, requests } = platform;
  const beforeOpening = async () =>
    requestLanes.take(await requestLanes.findCurrent(id), requests.pageLoad, signal);
  while (true) {
    const reader = await openReader({ platform, ref, beforeOpening, signal });
    const asker = await toHashedIdentity(await reader.readIdentity(), id, await readIdentitySalt());
    const trouble = findTrouble(asker, persona);
    if (!trouble) return { reader, asker };
    reader.discard();
    if (reader.isNew) throw trouble;
  }
}

/** A page cannot tell why it got no answer; this worker knows whether there is a connection at all. */
const isOffline = ({ code }: Pick<WireError, 'code'>): boolean =>
  !navigator.onLine && ['net.failed', 'net.timeout', 'platform.tab_lost'].includes(code);

const tellOffline = (error: WireError): WireError =>
  isOffline(error) ? createWireError('net.offline') : error;

function withOffline(reply: CollectorReply): CollectorReply {
  if ('error' in reply) return { ...reply, error: tellOffline(reply.error) };
  if (!('read' in reply) || !reply.read.error) return reply;
  return { read: { ...reply.read, error: tellOffline(reply.read.error) } };
}

const errorOf = (reply: CollectorReply) =>
  'error' in reply ? reply.error : 'read' in reply ? reply.read.error : null;

async function ask(question: PlatformQuestion, signal: AbortSignal): ReturnType<PagePort['ask']> {
  const { ref, request, persona } = question;
  const platform = findPlatform(ref.platform);
  if (!platform) throw new AppError('input.not_supported');
  const { reader, asker: before } = await findReader(platform, question, signal);
  const lane = toLane(platform.id, before) ?? (await requestLanes.findCurrent(platform.id));
  const grant = await requestLanes.take(lane, costOf(request, platform), signal);
  const { reply: answer, identity, requests } = await reader.ask(request);
  const reply = withOffline(answer);
  await requestLanes.correct(grant, requests);
  const refusal = errorOf(reply);
  await requestLanes.note(lane, refusal, 'error' in reply ? reply.retryAfterSec : null);
  const asker = await toHashedIdentity(identity, platform.id, await readIdentitySalt());
  const trouble = findTrouble(asker, persona);
  if (trouble) reader.discard();
  // A refusal says better what is wrong.
  if (trouble && !refusal) throw trouble;
  return { reply, asker };
}

/** Reads pages through tabs of the user's own browser, within the budget of the account that is logged in there. */
export const pagePort: PagePort = holdWhenEnded({
  async ask(question, signal) {
    try {
      return await ask(question, signal);
    } catch (error) {
      throw error instanceof AppError && isOffline(error) ? new AppError('net.offline') : error;
    }
  },
});
