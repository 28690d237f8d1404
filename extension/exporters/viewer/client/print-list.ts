/** Prints the whole list and not only the part that the window shows. */
import type { ViewerRow } from '../records.ts';
import { toFacts } from './card.ts';
import { build, isolate } from './element.ts';
import { formatDuration, toKindWord } from './format.ts';

/** `readRows` gives what the list shows, or null when an item page is open, which prints as it is. */
export function preparePrinting(readRows: () => ViewerRow[] | null): void {
  let printed: HTMLElement | null = null;
  window.addEventListener('beforeprint', () => {
    const rows = readRows();
    if (!rows) return;
    printed = build('ol', { class: 'print-list' }, ...rows.map(buildLine));
    document.body.append(printed);
  });
  window.addEventListener('afterprint', () => {
    printed?.remove();
    printed = null;
  });
}

function buildLine(row: ViewerRow): HTMLElement {
  const facts = [
    toKindWord(row.kind),
    row.durationSec === undefined ? '' : formatDuration(row.durationSec),
    ...toFacts(row),
    row.saved ? '' : 'not saved',
  ];
  return build(
    'li',
    {},
    build('strong', { dir: 'auto' }, isolate(row.title || 'Untitled')),
    ` ${facts.filter(Boolean).join(' · ')}`,
  );
}
