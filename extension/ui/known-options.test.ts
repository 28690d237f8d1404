import { describe, expect, it } from 'vitest';
import { defaultJobOptions, jobOptionsSchema } from '../../shared/model/job-options.ts';
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
    { withMedia: 'yes' },
    { unheardOf: 1 },
  ])('%j is understood as the schema does', (stored) => {
    expect(toKnownOptions(stored)).toEqual(bySchema(stored));
  });

  it.each([undefined, null, 'best'])('is the default when there is %j', (stored) => {
    expect(toKnownOptions(stored)).toEqual(defaultJobOptions);
  });

  it('knows every value of the menus', () => {
    for (const quality of jobOptionsSchema.shape.quality.unwrap().options) {
      expect(toKnownOptions({ quality }).quality).toBe(quality);
    }
    for (const include of jobOptionsSchema.shape.include.unwrap().element.options) {
      expect(toKnownOptions({ include: [include] }).include).toEqual([include]);
    }
    for (const format of jobOptionsSchema.shape.formats.unwrap().element.options) {
      expect(toKnownOptions({ formats: [format] }).formats).toEqual([format]);
    }
  });
});
