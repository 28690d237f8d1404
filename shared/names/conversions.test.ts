import { describe, expect, it } from 'vitest';
import { fillNameTemplate, parseNameTemplate } from './name-template.ts';

const fill = (template: string, fields: Record<string, string | number | string[]>): string =>
  fillNameTemplate(parseNameTemplate(template, 'export'), { id: 'a', ...fields });

// That they are those of yt-dlp is seen in `yt-dlp-fields.integration.test.ts`, beside it.
describe('what stands behind the brackets of a field', () => {
  it.each([
    ['%(view_count)D', '1M'],
    ['%(view_count).1D', '1.2M'],
    ['%(view_count)#.1D', '1.2Mi'],
    ['%(like_count)D', '0'],
    ['%(title)D', 'None'],
    ['%(view_count).2e', '1.23e+06'],
    ['%(title)c', 'a'],
    ['%(title)h', 'a &amp; é'],
    ['%(title)j', '＂a & ⧹u00e9＂'],
    ['%(tags)+j', '[＂é＂, ＂b＂]'],
  ])('%s makes %s of a value', (template, name) => {
    const fields = { title: 'a & é', view_count: 1_234_567, like_count: 0, tags: ['é', 'b'] };
    expect(fill(template, fields)).toBe(name);
  });

  it.each([
    ['%(view_count)x', /takes every number for a fraction/],
    ['%(title)q', /quotes for a shell/],
    ['%(title)r', /for programmers/],
    ['%(view_count)g', /take e or f/],
    ['%(title)y', /is not one of s, d, i/],
    ['%(tags.first)s', /asks for a part by its name/],
    ['%(tags.0.name)s', /asks for a part by its name/],
  ])('%s is refused with its own reason', (template, reason) => {
    expect(() => parseNameTemplate(template, 'export')).toThrow(reason);
  });
});
