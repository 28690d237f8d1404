/** What names of files look like, shown on an invented video. */
import { AppError } from '../../shared/app-error.ts';
import type { Item } from '../../shared/model/item.ts';
import type { JobOptions } from '../../shared/model/job-options.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import { createArchiveLayout } from '../core/names/archive-layout.ts';
import { checkTemplate, createNameContext, createNamer, toTemplate } from '../core/names/item-stems.ts';

/** YouTube's ids are letters and digits, the others' numbers. */
const toExampleId = (platform: PlatformId): string =>
  platform === 'youtube' ? 'hArb0ur-wA1' : '7301234567890123456';

const toExampleItem = (platform: PlatformId): Item => ({
  platform,
  id: toExampleId(platform),
  kind: 'video',
  url: `https://www.${platform}.com/${toExampleId(platform)}`,
  author: { id: 'UCtugandtide', name: 'Tug & Tide', handle: '@tugandtide', url: null },
  title: 'A walk along the harbour',
  text: null,
  createdAt: { precision: 'exact', at: '2026-07-31T08:30:00Z' },
  durationSec: 245,
  stats: { views: { precision: 'exact', value: 12345 }, likes: { precision: 'exact', value: 678 } },
  media: [],
  tags: ['harbour', 'walk'],
  category: 'Travel',
  chapters: [],
  privacy: 'public',
  unavailable: null,
});

const exampleList = { id: 'PLwalks', title: 'Walks', position: 3 };

/** The path of the example's film, or what is wrong with the template. */
export function toNameExample(
  options: Pick<JobOptions, 'preset' | 'nameTemplate' | 'quality'>,
  platform: PlatformId,
): { path: string } | { problem: string } {
  const template = toTemplate(options);
  const exampleItem = toExampleItem(platform);
  if (template === null)
    return { path: `${createArchiveLayout([exampleItem]).mediaStem(exampleItem, options.quality)}.mp4` };
  const context = createNameContext(
    { kind: 'channel', id: 'UCtugandtide', title: 'Tug & Tide' },
    '2026-08-01T12:00:00Z',
  );
  context.add(exampleItem);
  const list = { ...exampleItem, ...exampleList, kind: 'playlist' as const };
  context.add({ ...list, entries: [{ id: exampleItem.id, title: exampleItem.title, position: 3 }] });
  try {
    checkTemplate(options);
    return { path: `${createNamer(template, context.result())(exampleItem, 0)}.mp4` };
  } catch (error) {
    if (error instanceof AppError) return { problem: error.message };
    throw error;
  }
}
