/** Reads the comments and replies of each post, a page at a time. */
import type { ItemRecord } from '../../core/items/item-record.ts';
import { askForPage } from '../run/ask-platform.ts';
import { walkItems } from '../run/each-item.ts';
import { walkPages } from '../run/each-page.ts';
import type { StepContext, StepRunner } from '../run/step-context.ts';

async function readComments(
  context: StepContext,
  record: ItemRecord,
): Promise<(current: ItemRecord) => ItemRecord> {
  const { ports, job } = context;
  const { key, cursor, ordinal, item } = record;
  // Without a cursor it begins anew, also after a worker that was killed right behind the last page.
  let page = cursor === null ? 0 : await ports.store.countCommentPages(job.id, ordinal);
  await walkPages({
    cursor,
    repeats: 'The comments repeat themselves.',
    ask: (at) => askForPage(context, { verb: 'comments', itemId: item.id, url: item.url, cursor: at }),
    async save({ comments, continuation }) {
      await ports.store.saveCommentPage({ jobId: job.id, key, page, comments, cursor: continuation });
      page += 1;
    },
  });
  return (current) => current;
}

export const runComments: StepRunner = (context) =>
  walkItems(context, { phase: 'comments', concurrency: 1, run: readComments });
