/** What steps ask of a platform, each with the answer that it takes. Throws JobPause or AppError, like `attempt`. */
import { AppError, fromWire } from '../../../shared/app-error.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { Media } from '../../../shared/model/media.ts';
import type { Source } from '../../../shared/model/source.ts';
import type { CollectorReply, CollectorRequest, PageRead } from '../../core/pages/page-read.ts';
import { attempt, RefusedRequest } from './attempt.ts';
import type { StepContext } from './step-context.ts';

/** What one account began, another does not go on with: private things of both would be in one archive. */
async function keepPersona({ job, ports }: StepContext, persona: string): Promise<void> {
  if (job.persona === persona) return;
  const isNew = (known: Job): boolean => known.persona === undefined;
  await ports.store.changeJob(job.id, (known) => (isNew(known) ? { ...known, persona } : null));
  const known = await ports.store.readJob(job.id);
  if (known?.persona !== undefined && known.persona !== persona)
    throw new AppError('platform.account_changed');
}

async function ask(context: StepContext, request: CollectorRequest): Promise<CollectorReply> {
  return attempt(context, async () => {
    const { job, ports, signal } = context;
    const question = { ref: job.ref, request, persona: job.persona };
    const { reply, asker } = await ports.pages.ask(question, signal);
    if (typeof asker === 'object') await keepPersona(context, asker.persona);
    if ('error' in reply) throw new RefusedRequest(fromWire(reply.error), reply.retryAfterSec);
    if ('read' in reply && reply.read.error) throw new RefusedRequest(fromWire(reply.read.error), null);
    return reply;
  });
}

const unexpected = () => new AppError('bug.unexpected', 'The collector answered another question.');

/** What the job's source is. Throws JobPause or AppError, like all `askFor…`. */
export async function askForSource(context: StepContext): Promise<Source> {
  const reply = await ask(context, { verb: 'resolve', ref: context.job.ref });
  if ('source' in reply) return reply.source;
  throw unexpected();
}

/** The next page of a list, or of the comments of a post. */
type NextPage =
  | Omit<Extract<CollectorRequest, { verb: 'page' }>, 'asOwner'>
  | Extract<CollectorRequest, { verb: 'comments' }>;

/** One page of a list, or of the comments of a post. What began as the account's own is read as its own to the end. */
export async function askForPage(context: StepContext, question: NextPage): Promise<PageRead> {
  const asOwner = context.job.source?.own === true;
  const reply = await ask(context, question.verb === 'page' ? { ...question, asOwner } : question);
  if ('read' in reply) return reply.read;
  throw unexpected();
}

/** Everything the platform says of one post. */
export async function askForDetails(
  context: StepContext,
  { id, url }: Pick<Item, 'id' | 'url'>,
): Promise<Item> {
  const reply = await ask(context, { verb: 'details', itemId: id, url });
  if ('item' in reply) return reply.item;
  throw unexpected();
}

/** A picture in full size, by the name that it has among the media of its post. */
export async function askForMedium(context: StepContext, mediaId: string): Promise<Media> {
  const reply = await ask(context, { verb: 'medium', mediaId });
  if ('medium' in reply) return reply.medium;
  throw unexpected();
}

/** The text of a caption track, by an address that details gave. */
export async function askForCaption(context: StepContext, url: string): Promise<string> {
  const reply = await ask(context, { verb: 'caption', url });
  if ('text' in reply) return reply.text;
  throw unexpected();
}
