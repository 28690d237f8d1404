import { describe, expect, it } from 'vitest';
import { createWireError } from '../../shared/app-error.ts';
import { downloadChoiceSchema } from '../../shared/protocol/download-commands.ts';
import type { DownloadState, SavedDownload } from '../core/downloads/download-record.ts';
import { describeChoice, searchDownloads, toDownloadView, toErrorReport } from './download-view.ts';
import { buildDownload, buildProgress, buildSaved } from './testing/download-records.ts';

const nowMs = Date.parse('2026-03-01T12:00:00Z');
const view = (state: DownloadState) => toDownloadView({ record: buildDownload(1, state), live: null }, nowMs);
const running = (change: Parameters<typeof buildProgress>[0], silentSec = 0) =>
  toDownloadView(
    {
      record: buildDownload(1, { status: 'running' }),
      live: { progress: buildProgress(change), movedAtMs: nowMs - silentSec * 1000 },
    },
    nowMs,
  );

describe('a running download', () => {
  it('says how far it is, how fast, and how long it takes', () => {
    expect(running({})).toMatchObject({
      activity: 'Downloading',
      fraction: 0.42,
      facts: ['42%', '21 MB of 50 MB', '4.2 MB/s', 'about 7 s left'],
    });
  });

  it('says only what is known', () => {
    const facts = { percent: null, totalBytes: null, bytesPerSec: null, etaSec: null };
    expect(running(facts)).toMatchObject({ fraction: null, facts: ['21 MB'] });
  });

  it('says that nothing moves instead of a speed that is over', () => {
    expect(running({}, 40).facts).toEqual(['42%', '21 MB of 50 MB', 'no sign of life for 40 s']);
    expect(running({}, 3).facts).toContain('4.2 MB/s');
  });

  it('is given more time while it puts a file together', () => {
    expect(running({ stage: 'merging' }, 20)).toMatchObject({
      activity: 'Putting picture and sound together',
      fraction: null,
      facts: ['21 MB of 50 MB'],
    });
    expect(running({ stage: 'merging' }, 40).facts).toContain('no sign of life for 40 s');
  });
});

describe('a download that stands still', () => {
  it.each([
    [{ status: 'queued' }, ['pause', 'cancel'], null],
    [{ status: 'paused', progress: buildProgress() }, ['resume', 'cancel'], null],
    [
      { status: 'interrupted', error: createWireError('net.failed'), retryAt: '2026-03-01T12:01:00Z' },
      ['now', 'cancel'],
      'Goes on at',
    ],
    [
      { status: 'interrupted', error: createWireError('host.missing'), retryAt: null },
      ['resume', 'companion', 'cancel'],
      'not installed',
    ],
    [{ status: 'failed', error: createWireError('media.drm') }, ['retry', 'copy', 'remove'], 'DRM'],
    [{ status: 'cancelled', parts: 'kept' }, ['retry', 'remove'], 'kept for another try'],
    [{ status: 'cancelled', parts: 'gone' }, ['retry', 'remove'], null],
    [{ status: 'finished', saved: buildSaved() }, ['reveal', 'remove'], null],
    [{ status: 'finished', saved: buildSaved({ outcome: 'known', record: null }) }, ['remove'], 'skipped'],
  ] as [DownloadState, string[], string | null][])('%j offers %j', (state, actions, sentence) => {
    const shown = view(state);
    expect(shown.actions).toEqual(actions);
    if (sentence === null) expect(shown.sentence).toBeNull();
    else expect(shown.sentence).toContain(sentence);
  });

  it('says how far it had come', () => {
    expect(view({ status: 'paused', progress: buildProgress() })).toMatchObject({ fraction: 0.42 });
  });
});

describe('a saved file', () => {
  const saved = (change: Partial<SavedDownload>) => view({ status: 'finished', saved: buildSaved(change) });

  it('that lacks something is never simply saved, and can be tried again', () => {
    expect(saved({ gaps: { segments: 3, sec: 12.2, captions: [] } })).toMatchObject({
      stateLabel: 'Saved with gaps',
      tone: 'warn',
      sentence: '12 s are missing (3 segments the server refused).',
      actions: ['reveal', 'again', 'remove'],
    });
    expect(saved({}).actions).toEqual(['reveal', 'remove']);
  });

  it('names the captions that could not be had', () => {
    const refused = { code: 'platform.not_found', name: null } as const;
    const captions = [
      { ...refused, language: 'de', name: 'Deutsch' },
      { ...refused, language: 'fr' },
    ];
    expect(saved({ gaps: { segments: 0, sec: 0, captions } })).toMatchObject({
      stateLabel: 'Saved without some captions',
      sentence: 'Captions the server refused: Deutsch, fr.',
    });
  });

  it('names captions that nobody reads here, which another try would not bring', () => {
    const unread = { code: 'media.unsupported', language: 'en', name: 'English' } as const;
    const refused = { code: 'platform.not_found', language: 'de', name: null } as const;
    expect(saved({ gaps: { segments: 0, sec: 0, captions: [unread] } })).toMatchObject({
      stateLabel: 'Saved without some captions',
      tone: 'warn',
      sentence: 'Captions of a kind that is not read: English.',
      actions: ['reveal', 'remove'],
    });
    expect(saved({ gaps: { segments: 0, sec: 0, captions: [unread, refused] } })).toMatchObject({
      sentence: 'Captions the server refused: de. Captions of a kind that is not read: English.',
      actions: ['reveal', 'again', 'remove'],
    });
  });

  it('says what was left undone without the companion', () => {
    expect(saved({ left: ['sections', 'thumbnail'] })).toMatchObject({
      stateLabel: 'Saved',
      sentence: 'Not done, because it needs the companion: cutting it into parts, the thumbnail.',
    });
    expect(saved({ left: ['innerCaptions'] }).sentence).toContain('captions in the pictures themselves');
    expect(saved({ left: ['captions', 'sounds'] })).toMatchObject({
      sentence:
        'Not all captions that are inside the film could be kept. Of its sounds, in several languages perhaps, only one was saved.',
    });
  });
});

it('what was chosen is named by its preset, its sound or its formats', () => {
  const name = (choice: object) =>
    describeChoice({ choice: downloadChoiceSchema.parse({ quality: 'original', ...choice }) });
  expect([name({}), name({ quality: 'audio', audioFormat: 'mp3' }), name({ format: '137+140' })]).toEqual([
    'Original',
    'Sound only, mp3',
    '137+140',
  ]);
});

it('a search finds all words in title, author and address, whatever their case', () => {
  const entries = ['Night in Lisbon', 'Day in Porto', 'NIGHT in Porto'].map((title, place) => ({
    record: buildDownload(place, { status: 'queued' }, { title, author: place === 1 ? 'Nightingale' : null }),
    live: null,
  }));
  const find = (text: string) => searchDownloads(entries, text).map(({ record }) => record.place);
  expect(find('night porto')).toEqual([1, 2]);
  expect(find('  ')).toEqual([0, 1, 2]);
  expect(find('video.example/2')).toEqual([2]);
});

it('a copied error names the page without what its address says of the user', () => {
  const failed = buildDownload(
    1,
    { status: 'failed', error: createWireError('net.http', 'It said 403.', { status: 403 }) },
    { url: 'https://video.example/1?token=secret#me' },
  );
  expect(toErrorReport(failed)).toBe(
    'net.http: It said 403.\nVideo 1\nhttps://video.example/1\n720p\nstatus: 403',
  );
});
