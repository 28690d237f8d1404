import { describe, expect, it } from 'vitest';
import { downloadChoiceSchema } from '../../shared/protocol/download-commands.ts';
import {
  type DownloadValues,
  findDownloadProblems,
  findOffer,
  summariseDownloadOptions,
  toDownloadChoice,
  toDownloadValues,
  toPresetOffers,
  toRememberedOptions,
} from './download-form.ts';
import { toDownloadOptions } from './download-options.ts';
import { buildFormat, buildPreset, buildVideo } from './testing/page-video.ts';
import { formatTimecode, parseTimecode } from './timecode.ts';

const values = (change: Partial<DownloadValues> = {}): DownloadValues => ({
  ...toDownloadValues(toDownloadOptions(null)),
  ...change,
});
const subtitle = (language: string, automatic = false) => ({ language, name: language, automatic });

describe('what is offered for a page', () => {
  it('is what the page has, best first', () => {
    const offers = toPresetOffers(
      buildVideo({
        presets: [
          buildPreset('smallest', { formatIds: ['17'] }),
          buildPreset('audio', { audioFormat: 'mp3' }),
          buildPreset('original'),
        ],
      }),
    );
    expect(offers.map(({ quality, audioFormat }) => audioFormat ?? quality)).toEqual([
      'original',
      'smallest',
      'mp3',
    ]);
  });

  it('is everything for a playlist, whose videos nobody has looked at', () => {
    const offers = toPresetOffers(buildVideo({ kind: 'playlist', presets: [] }));
    expect(offers).toHaveLength(8);
    expect(offers.every(({ preset }) => preset === null)).toBe(true);
  });

  it('is each file once, under the name that says most', () => {
    const presets = [
      buildPreset('original', { formatIds: ['313', '140'], height: 2160 }),
      buildPreset('high', { formatIds: ['136', '140'], height: 720 }),
      buildPreset('medium', { formatIds: ['136', '140'], height: 720 }),
      buildPreset('low', { formatIds: ['18'], height: 360 }),
      buildPreset('smallest', { formatIds: ['18'], height: 360 }),
      buildPreset('audio', { formatIds: ['140'], audioFormat: 'm4a' }),
      buildPreset('audio', { formatIds: ['140'], audioFormat: 'mp3' }),
    ];
    const offers = toPresetOffers(buildVideo({ presets }));
    expect(offers.map(({ quality, audioFormat }) => audioFormat ?? quality)).toEqual([
      'original',
      'medium',
      'low',
      'm4a',
      'mp3',
    ]);
    expect(findOffer(offers, { quality: 'high', audioFormat: 'm4a' })?.quality).toBe('medium');
    expect(findOffer(offers, { quality: 'smallest', audioFormat: 'm4a' })?.quality).toBe('low');
    expect(findOffer(offers, { quality: 'audio', audioFormat: 'mp3' })?.audioFormat).toBe('mp3');
    const [only] = toPresetOffers(buildVideo({ presets: [buildPreset('original'), buildPreset('low')] }));
    expect(only?.quality).toBe('original');
  });

  it('is the best when the page does not have what was chosen last', () => {
    const offers = toPresetOffers(buildVideo());
    expect(findOffer(offers, { quality: 'low', audioFormat: 'm4a' })?.quality).toBe('original');
    expect(findOffer(offers, { quality: 'audio', audioFormat: 'm4a' })?.audioFormat).toBe('m4a');
    expect(findOffer(offers, { quality: 'medium', audioFormat: 'opus' })?.quality).toBe('medium');
  });
});

describe('the choice for the companion', () => {
  it('is one that it understands, whatever the form holds', () => {
    const full = values({
      quality: 'audio',
      withSubtitles: true,
      thumbnail: 'embed',
      sections: [
        { from: '', to: '1:30' },
        { from: '1:02:03', to: '1:02:04.5' },
      ],
      rateLimit: '0,5',
      skipKnown: true,
    });
    const choice = toDownloadChoice(full, buildVideo());
    expect(downloadChoiceSchema.parse(choice)).toEqual(choice);
    expect(choice).toMatchObject({
      quality: 'audio',
      audioFormat: 'm4a',
      sections: [
        { startSec: 0, endSec: 90 },
        { startSec: 3723, endSec: 3724.5 },
      ],
      rateLimitBytesPerSec: 500_000,
    });
  });

  it('is the line of the table where one was chosen', () => {
    const choice = toDownloadChoice(values({ quality: 'audio', format: '137+140' }), buildVideo());
    expect(choice).toMatchObject({ format: '137+140', audioFormat: null });
  });

  it('has the chosen subtitles that this page has, and says when they are automatic', () => {
    const wanted = values({
      withSubtitles: true,
      subtitleLanguages: ['de', 'fr', 'xx'],
      embedSubtitles: false,
    });
    const video = buildVideo({ subtitles: [subtitle('de'), subtitle('fr', true), subtitle('en')] });
    expect(toDownloadChoice(wanted, video).subtitles).toEqual({
      languages: ['de', 'fr'],
      automatic: true,
      embed: false,
    });
    const both = buildVideo({ subtitles: [subtitle('de'), subtitle('de', true)] });
    expect(toDownloadChoice(wanted, both).subtitles).toMatchObject({ languages: ['de'], automatic: false });
  });

  it('has all that people wrote when none was chosen, and none where there are only automatic ones', () => {
    const wanted = values({ withSubtitles: true });
    const written = buildVideo({ subtitles: [subtitle('de'), subtitle('fr', true)] });
    expect(toDownloadChoice(wanted, written).subtitles).toMatchObject({ languages: [], automatic: false });
    const machine = buildVideo({ subtitles: [subtitle('fr', true)] });
    expect(toDownloadChoice(wanted, machine).subtitles).toBeNull();
  });
});

describe('what keeps a download from starting', () => {
  it.each([
    [{ rateLimit: 'fast' }, 'rateLimit'],
    [{ rateLimit: '0' }, 'rateLimit'],
    [{ template: '%(title)s' }, 'template'],
    [{ template: '../%(title)s.%(ext)s' }, 'template'],
    [{ template: '/tmp/%(title)s.%(ext)s' }, 'template'],
    [{ template: `${'a'.repeat(300)}%(ext)s` }, 'template'],
    [{ template: '%(titel)s.%(ext)s' }, 'template'],
    [{ sections: [{ from: '2:00', to: '1:00' }] }, 'sections'],
    [{ sections: [{ from: '', to: '' }] }, 'sections'],
  ] as const)('%j is told at its field', (change, field) => {
    expect(Object.keys(findDownloadProblems(values(change as Partial<DownloadValues>), 'companion'))).toEqual(
      [field],
    );
  });

  it('is nothing in a form as it comes', () => {
    expect(findDownloadProblems(values(), 'browser')).toEqual({});
    expect(
      findDownloadProblems(values({ rateLimit: '2.5', template: '%(title)s.%(ext)s' }), 'browser'),
    ).toEqual({});
  });

  it('is a field that is not known before there is a file, where the browser downloads by itself', () => {
    const wanted = values({ template: '%(height)s %(title)s.%(ext)s' });
    expect(findDownloadProblems(wanted, 'companion')).toEqual({});
    expect(findDownloadProblems(wanted, 'browser').template).toMatch(/%\(height\)s is known only when/);
  });
});

describe('the remembered choice', () => {
  it('comes back as it was, without what was only for one page', () => {
    const chosen = values({
      quality: 'low',
      format: '18',
      sections: [{ from: '', to: '1' }],
      rateLimit: '2',
    });
    const remembered = toRememberedOptions(chosen);
    expect(toDownloadOptions(JSON.parse(JSON.stringify(remembered)))).toEqual(remembered);
    expect(toDownloadValues(remembered)).toEqual({ ...chosen, format: null, sections: [] });
  });

  it.each([null, 'original', { quality: 'huge' }, { subtitleLanguages: [7], unknown: true }])(
    'of %j is the first one where it is not understood',
    (stored) => {
      expect(toDownloadOptions(stored)).toEqual(toDownloadOptions(null));
    },
  );
});

it.each([
  ['83', 83],
  ['1:23', 83],
  ['1:02:03.5', 3723.5],
  [' 0:00 ', 0],
  ['1:60', null],
  ['1:2:3:4', null],
  ['-1', null],
  ['', null],
  ['one', null],
])('the time "%s" is %s seconds', (text, seconds) => {
  expect(parseTimecode(text)).toBe(seconds);
});

it('a duration is written as players write it', () => {
  expect([formatTimecode(7), formatTimecode(754.9), formatTimecode(3723)]).toEqual([
    '0:07',
    '12:34',
    '1:02:03',
  ]);
});

describe('what the browser saves alone', () => {
  const wanted = values({
    thumbnail: 'embed',
    skipKnown: true,
    embedChapters: true,
    embedMetadata: true,
    sections: [{ from: '0:01', to: '0:02' }],
    maxBytes: 9,
    container: 'mkv',
  });
  const left = { sections: [], thumbnail: 'none', skipKnown: false, embedChapters: false };

  it('is asked for without what needs the companion', () => {
    const stream = buildVideo({
      extractor: 'browser',
      formats: [buildFormat('720p', { protocol: 'm3u8_native' })],
    });
    expect(toDownloadChoice(wanted, stream)).toMatchObject({
      ...left,
      embedMetadata: true,
      maxBytes: 9,
      container: 'mkv',
    });
  });

  it('as one file stays as the site has it', () => {
    const file = buildVideo({ extractor: 'browser' });
    expect(toDownloadChoice(wanted, file)).toMatchObject({ ...left, embedMetadata: false });
  });

  it('is otherwise asked of the companion as it was chosen', () => {
    expect(toDownloadChoice(wanted, buildVideo())).toMatchObject({ thumbnail: 'embed', skipKnown: true });
  });
});

it.each<[Partial<DownloadValues>, string]>([
  [{}, 'title and date in the file'],
  [{ rateLimit: '0,5' }, 'title and date in the file · at most 500 kB/s'],
  [{ rateLimit: '2 MB' }, 'title and date in the file · at most 2 MB/s'],
  [{ embedMetadata: false, embedChapters: false }, 'no chapters in the file'],
  [{ embedMetadata: false, withSubtitles: true, embedSubtitles: false }, 'captions as files'],
  [{ embedMetadata: false, maxBytes: 2e9, codec: 'h264' }, 'preferably H.264 · no file over 2 GB'],
])('the line beside the folded options names what they say: %j', (change, said) => {
  expect(summariseDownloadOptions(values(change))).toBe(said);
});
