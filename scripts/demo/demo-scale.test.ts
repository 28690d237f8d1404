import { describe, expect, it } from 'vitest';
import { buildDemoScale } from './demo-scale.ts';

const total = (items: number): number => {
  const { videos = 0, shorts = 0, live = 0, hidden = 0, playlists = 0, releases = 0 } = buildDemoScale(items);
  return videos + shorts + live + 2 * hidden + playlists + releases;
};

describe('the creator of the demo', () => {
  it.each([20, 40, 200])('has %i items when so many are asked for', (items) => {
    expect(total(items)).toBe(items);
  });

  it('has one of everything even when fewer are asked for', () => {
    expect(Object.values(buildDemoScale(1)).every((count) => count !== undefined && count >= 1)).toBe(true);
  });
});
