/** Reads the comments and replies of each post, a page at a time. */

import { AppError } from '../../../shared/errors.ts';
import type { ItemRecord } from '../../core/item-record.ts';
import { walkItems } from '../each-item.ts';
import { askForPage, type StepContext, type StepRunner } from '../step-context.ts';

async function readComments(
  context: StepContext,
  record: ItemRecord,
): Promise<(current: ItemRecord) => ItemRecord> {
  const { ports, job } = context;
  const asked = new Set<string>();
  let { cursor } = record;
  // Without a cursor it begins anew, also after a worker that was killed right behind the last page.
  let page = cursor === null ? 0 : await ports.store.countCommentPages(job.id, record.ordinal);
  do {
    const read = await askForPage(context, { verb: 'comments', itemId: record.item.id, cursor });
    cursor = read.continuation;
    if (cursor !== null && asked.has(cursor))
      throw new AppError('platform.page_changed', 'The comments repeat themselves.');
    if (cursor !== null) asked.add(cursor);
    await ports.store.saveCommentPage({
      jobId: job.id,
      key: record.key,
      page,
      comments: read.comments,
      cursor,
    });
    page += 1;
  } while (cursor !== null);
  return (current) => current;
}

export const runComments: StepRunner = (context) =>
  walkItems(context, { phase: 'comments', concurrency: 1, run: readComments });
