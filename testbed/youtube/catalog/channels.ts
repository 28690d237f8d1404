import { createPrng } from '../../prng.ts';
import { buildChannelId } from './ids.ts';
import type { Channel } from './model.ts';

export function buildOwnerChannel(seed: number): Channel {
  return {
    id: buildChannelId(seed, 'owner'),
    handle: '@werkstatt-nadia',
    title: 'Nadia’s Werkstatt – ремонт & 修理',
    description:
      'Old radios, small boats and bread. New things every ninth day.\n\nContact: workshop@example.com <not a tag>',
    subscribers: 48_213,
    verified: true,
    joinedAtMs: Date.UTC(2016, 2, 4),
    keywords: ['radio', 'repair', 'slow work', 'Werkstatt'],
  };
}

const names = [
  'Harbour Notes',
  'Кухня у моря',
  '山の音',
  'Tiny Engines',
  'صوت الشارع',
  'Paper & Ink',
  'La Ruche',
  'Zwölf Uhr',
];

/** A channel of somebody else. Names repeat on purpose; handles and ids do not. */
export function buildForeignChannel(seed: number, index: number): Channel {
  const prng = createPrng(seed, `channel/${index}`);
  return {
    id: buildChannelId(seed, `foreign/${index}`),
    handle: `@neighbour-${index + 1}`,
    title: names[index % names.length] ?? 'Neighbour',
    description: index % 5 === 0 ? '' : `Channel number ${index + 1}. Videos & more <3`,
    subscribers: Math.floor(10 ** (1 + prng.next() * 6)),
    verified: prng.chance(0.4),
    joinedAtMs: Date.UTC(2012 + (index % 10), index % 12, 1 + (index % 28)),
    keywords: [],
  };
}
