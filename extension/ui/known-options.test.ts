import { describe, expect, it } from 'vitest';
import { defaultOptions } from '../../shared/model/default-options.ts';
import { defaultJobOptions, type JobOptions, jobOptionsSchema } from '../../shared/model/job-options.ts';
import { codecs, containers, imageQualities, mediaTypes, qualities } from '../../shared/model/quality.ts';
import { toKnownOptions } from './known-options.ts';

const bySchema = (stored: unknown) => {
  const parsed = jobOptionsSchema.safeParse(stored);
  return parsed.success ? parsed.data : defaultJobOptions;
};

describe('the saved choice', () => {
  it.each([
    {},
    { comments: true, quality: '720p' },
    { include: ['shorts'], formats: [], withMedia: false },
    { maxItems: 5, from: '2026-01-01', to: null },
    { include: ['stories'] },
    { quality: '8k' },
    { quality: 'original' },
    { codec: 'av1', container: null, maxBytes: 5, subtitleLanguages: ['en'], onlyNew: true },
    { codec: 'divx' },
    { mediaTypes: ['video', 'text'] },
    { subtitleLanguages: [7] },
    { withMedia: 'yes' },
    { unheardOf: 1 },
  ])('%j is understood as the schema does', (stored) => {
    expect(toKnownOptions(stored)).toEqual(bySchema(stored));
  });

  it.each([undefined, null, 'best'])('is the default when there is %j', (stored) => {
    expect(toKnownOptions(stored)).toEqual(defaultJobOptions);
  });

  it('is the same with zod and without', () => {
    expect(defaultOptions).toEqual(jobOptionsSchema.parse({}));
  });

  it('knows every value of the menus', () => {
    const { shape } = jobOptionsSchema;
    const menus: Partial<Record<keyof JobOptions, readonly string[]>> = {
      quality: qualities,
      codec: codecs,
      container: containers,
      imageQuality: imageQualities,
      preset: shape.preset.unwrap().options,
    };
    for (const [name, menu] of Object.entries(menus))
      for (const value of menu) expect(toKnownOptions({ [name]: value })).toMatchObject({ [name]: value });
    const lists = {
      include: shape.include.unwrap().element.options,
      lists: shape.lists.unwrap().element.options,
      formats: shape.formats.unwrap().element.options,
      mediaTypes,
    };
    for (const [name, menu] of Object.entries(lists))
      for (const value of menu)
        expect(toKnownOptions({ [name]: [value] })).toMatchObject({ [name]: [value] });
  });
});
