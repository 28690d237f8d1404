/** How an item has changed from one export to the next. */
import type { Observation } from '../../../../shared/model/observation.ts';
import type { ViewerDetails } from '../records.ts';
import { build, type Child, isolate } from './element.ts';
import { formatCount, formatDay, toPrivacyWord } from './format.ts';
import { buildPanel } from './item-panels.ts';

/** Null when it was seen once, or has not changed. Newest first. */
export function buildHistory({ history = [] }: ViewerDetails): HTMLElement | null {
  if (history.length < 2) return null;
  const lines = history
    .toReversed()
    .map((seen) =>
      build(
        'li',
        {},
        build('strong', {}, build('time', { datetime: seen.at }, formatDay(seen.at))),
        build('ul', { class: 'links facts' }, ...toChanges(seen).map((change) => build('li', {}, change))),
      ),
    );
  return buildPanel('Seen over time', build('ol', { class: 'links history' }, ...lines));
}

function toChanges({ title, text, stats, privacy, unavailable }: Observation): Child[] {
  const counts = Object.entries(stats ?? {}).flatMap(([name, count]) =>
    count ? [`${name}: ${formatCount(count)}`] : [],
  );
  return [
    title !== undefined && isolate(`Title: ${title || 'none'}`),
    counts.length > 0 && counts.join(' · '),
    privacy !== undefined && `Visibility: ${toPrivacyWord(privacy)}`,
    unavailable !== undefined &&
      isolate(unavailable === null ? 'Shown again' : `On the site: ${unavailable}`),
    text !== undefined &&
      build(
        'details',
        {},
        build('summary', {}, 'Description'),
        build('p', { dir: 'auto' }, isolate(text || 'none')),
      ),
  ].filter((change) => change !== false);
}
