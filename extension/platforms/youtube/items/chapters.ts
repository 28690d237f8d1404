import type { Item } from '../../../../shared/model/item.ts';
import { at, toArray, toText, toWhole } from '../../../core/json.ts';
import { parseDuration } from '../documents/duration.ts';
import { readPlainText } from '../documents/text.ts';

type Chapters = Item['chapters'];

/** The chapters of a video: those the author wrote if there are any, else those YouTube made. */
export function readChapters(doc: unknown): Chapters {
  const panels = toArray(at(doc, 'engagementPanels')).map((panel) =>
    at(panel, 'engagementPanelSectionListRenderer'),
  );
  for (const name of ['description-chapters', 'auto-chapters']) {
    const panel = panels.find((entry) =>
      toText(at(entry, 'panelIdentifier'))?.endsWith(`macro-markers-${name}`),
    );
    const chapters = readMarkers(toArray(at(panel, 'content', 'macroMarkersListRenderer', 'contents')));
    if (chapters.length > 0) return chapters;
  }
  return readPlayerBar(doc);
}

function readMarkers(entries: unknown[]): Chapters {
  return entries.slice(0, 1000).flatMap((entry) => {
    const marker = at(entry, 'macroMarkersListItemRenderer');
    const title = readPlainText(at(marker, 'title'));
    const shown = parseDuration(readPlainText(at(marker, 'timeDescription')) ?? '');
    const startSec = toWhole(at(marker, 'onTap', 'watchEndpoint', 'startTimeSeconds')) ?? shown;
    return title === null || startSec === null ? [] : [{ title, startSec }];
  });
}

/** The marks on the player's bar, for pages without the panel. */
function readPlayerBar(doc: unknown): Chapters {
  const bar = at(doc, 'playerOverlays', 'playerOverlayRenderer', 'decoratedPlayerBarRenderer');
  const map = at(
    bar,
    'decoratedPlayerBarRenderer',
    'playerBar',
    'multiMarkersPlayerBarRenderer',
    'markersMap',
  );
  for (const entry of toArray(map)) {
    const chapters = toArray(at(entry, 'value', 'chapters'))
      .slice(0, 1000)
      .flatMap((value) => {
        const title = readPlainText(at(value, 'chapterRenderer', 'title'));
        const startMs = toWhole(at(value, 'chapterRenderer', 'timeRangeStartMillis'));
        return title === null || startMs === null ? [] : [{ title, startSec: startMs / 1000 }];
      });
    if (chapters.length > 0) return chapters;
  }
  return [];
}
