/** Asks each post for what lists do not say: exact time and counts, description, chapters, tags, captions. */
import { findExclusion } from '../../core/items/item-progress.ts';
import { mergeItem } from '../../core/items/merge-item.ts';
import { needsDetails } from '../../core/jobs/plan.ts';
import { askForDetails } from '../run/ask-platform.ts';
import { walkItems } from '../run/each-item.ts';
import type { StepRunner } from '../run/step-context.ts';

export const runDetails: StepRunner = (context) =>
  walkItems(context, {
    phase: 'details',
    concurrency: 1,
    async run(inner, record) {
      // A later list may have had what the one before it lacked.
      if (!needsDetails(record.item, context.job.options)) return (current) => current;
      const details = await askForDetails(inner, record.item);
      return (current) => {
        const item = mergeItem(current.item, details);
        return { ...current, item, excluded: findExclusion(item, context.job.options) };
      };
    },
  });
