import { describe, expect, it } from 'vitest';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import type { PlatformId, SourceRef } from '../../shared/model/source.ts';
import { summariseChoices } from './describe-choices.ts';
import { type FormValues, toFormOffer, toFormValues } from './export-form.ts';

const refOn = (platform: PlatformId): SourceRef => ({
  platform,
  kind: 'profile',
  id: 'x',
  url: 'https://x.test/',
});
const values = toFormValues(defaultJobOptions);
const summarise = (change: Partial<FormValues>, platform: PlatformId = 'tiktok') =>
  summariseChoices({ ...values, ...change }, toFormOffer(refOn(platform), null));

describe('the line beside the folded options', () => {
  it('names limits and what is saved beside', () => {
    expect(summarise({})).toBe('5 formats');
    expect(summarise({ from: '2026-01-01', maxItems: '50', comments: true, zip: true })).toBe(
      'from 2026-01-01 · at most 50 · 5 formats · comments · ZIP',
    );
  });

  it.each<[Partial<FormValues>, string]>([
    [{ mediaTypes: ['image', 'audio'] }, 'only pictures and sounds'],
    [{ quality: 'audio', audioFormat: 'mp3' }, 'sound as MP3'],
    [{ codec: 'hevc', container: 'mp4' }, 'preferably HEVC (H.265) and MP4'],
    [{ maxBytes: 500e6 }, 'no file over 500 MB'],
    [{ imageQuality: 'medium' }, 'pictures up to 1080 pixels'],
    [{ subtitleLanguages: ['en', 'de'] }, 'captions: en, de'],
    [{ subtitleLanguages: ['en', 'de', 'fr', 'it', 'pl'] }, 'captions: en, de, fr and 2 more'],
    [{ automaticSubtitles: false }, 'no captions made by a machine'],
    [{ subtitles: false, subtitleLanguages: ['en'], automaticSubtitles: false }, 'no captions'],
    [{ privateItems: false }, 'no private posts'],
    [{ preset: 'jellyfin' }, 'names for Jellyfin'],
    [{ preset: 'jellyfin', nameTemplate: '%(id)s.%(ext)s' }, 'own names'],
    [{ bag: true }, 'BagIt bag'],
    [{ thumbnails: false }, 'no thumbnails'],
  ])('names what makes later exports other than at first: %j', (change, said) => {
    expect(summarise(change)).toBe(`${said} · 5 formats`);
  });

  it('does not name what means nothing here', () => {
    expect(summarise({ audioFormat: 'mp3' })).toBe('5 formats');
    expect(summarise({ mediaTypes: ['image'] }, 'youtube')).toBe('5 formats');
    expect(summarise({ withMedia: false, mediaTypes: ['image'], maxBytes: 1, codec: 'av1' })).toBe(
      '5 formats',
    );
  });
});
