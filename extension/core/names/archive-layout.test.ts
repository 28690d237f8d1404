import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeArchivePath } from '../../../shared/archive-path.ts';
import { toFoldKey } from '../../../shared/file-name.ts';
import type { Item } from '../../../shared/model/item.ts';
import { buildFolderName, createArchiveLayout, readCaptionPath, toMediaFolder } from './archive-layout.ts';

type Named = Pick<Item, 'platform' | 'id' | 'kind' | 'createdAt' | 'media'>;

const buildItem = (changes: Partial<Named> = {}): Named => ({
  platform: 'youtube',
  id: 'dQw4w9WgXcQ',
  kind: 'video',
  createdAt: { precision: 'exact', at: '2026-01-31T23:30:00-08:00' },
  media: [],
  ...changes,
});
const undated = { precision: 'unknown' } as const;

describe('createArchiveLayout', () => {
  const layout = createArchiveLayout([buildItem()]);

  it('names media after the UTC day and the id', () => {
    expect(layout.mediaStem(buildItem(), 'original')).toBe('media/videos/youtube/2026-02-01_dQw4w9WgXcQ');
    expect(layout.mediaStem(buildItem(), 'audio')).toBe('media/audio/youtube/2026-02-01_dQw4w9WgXcQ');
    expect(layout.thumbnailPath(buildItem())).toBe('media/images/youtube/2026-02-01_dQw4w9WgXcQ.jpg');
  });

  it('numbers the pictures of a post, and keeps its sidecar beside them', () => {
    const post = buildItem({ kind: 'photo_post', platform: 'tiktok', id: '71' });
    const path = (kind: 'image' | 'audio', number: number | null, extension: string) =>
      layout.filePath(post, { kind, number, extension });
    expect(path('image', 2, 'webp')).toBe('media/images/tiktok/2026-02-01_71_2.webp');
    expect(path('audio', null, 'mp3')).toBe('media/audio/tiktok/2026-02-01_71.mp3');
    expect(layout.sidecarPath(post, 'original')).toBe('media/images/tiktok/2026-02-01_71.meta.json');
  });

  it('says undated when only "8 days ago" is known', () => {
    const createdAt = { precision: 'approximate', text: '8 days ago' } as const;
    expect(layout.mediaStem(buildItem({ createdAt }), 'original')).toBe(
      'media/videos/youtube/undated_dQw4w9WgXcQ',
    );
  });

  it('puts the sidecar beside the media, or beside the thumbnail of a playlist', () => {
    expect(layout.sidecarPath(buildItem(), '720p')).toBe(
      'media/videos/youtube/2026-02-01_dQw4w9WgXcQ.meta.json',
    );
    expect(
      layout.sidecarPath(buildItem({ kind: 'playlist', id: 'PLx', createdAt: undated }), 'original'),
    ).toBe('media/images/youtube/undated_PLx.meta.json');
  });

  it('tells apart subtitles of one language', () => {
    const captions = [
      { id: 'subtitle-en', language: 'en' },
      { id: 'subtitle-en-auto', language: 'en', automatic: true },
      { id: 'subtitle-en-cc', language: 'en' },
      { id: 'subtitle-none' },
      {
        id: 'subtitle-fr',
        language: 'fr',
        variants: [{ url: 'https://a.test/1', mimeType: 'application/x-subrip' }],
      },
    ].map((caption) => ({ kind: 'subtitle' as const, variants: [], ...caption }));
    const paths = [...layout.captionPaths(buildItem({ media: captions })).values()];
    const stem = 'media/subtitles/youtube/2026-02-01_dQw4w9WgXcQ';
    const names = ['en.vtt', 'en.auto.vtt', 'en_2.vtt', 'und.vtt', 'fr.srt'];
    expect(paths).toEqual(names.map((name) => `${stem}.${name}`));
    expect(paths.map(readCaptionPath)).toEqual([
      { language: 'en', automatic: false },
      { language: 'en', automatic: true },
      { language: 'en', automatic: false },
      { language: 'und', automatic: false },
      { language: 'fr', automatic: false },
    ]);
  });

  it('marks ids that differ only by case, whatever their order', () => {
    const items = ['abcdefghijk', 'ABCDEFGHIJK', 'unlikeothers'].map((id) => buildItem({ id }));
    const there = createArchiveLayout(items);
    const back = createArchiveLayout(items.toReversed());
    const stems = items.map((item) => there.mediaStem(item, 'original'));
    expect(items.map((item) => back.mediaStem(item, 'original'))).toEqual(stems);
    expect(new Set(stems.map(toFoldKey)).size).toBe(3);
    expect(stems[0]).toMatch(/2026-02-01_abcdefghijk~[0-9a-z]{7}$/);
    expect(stems[2]).toMatch(/2026-02-01_unlikeothers$/);
  });

  it('makes safe and different paths of any ids', () => {
    const anyId = fc.oneof(
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.stringMatching(/^[aAbB._/-]{1,5}$/),
    );
    fc.assert(
      fc.property(fc.uniqueArray(anyId, { minLength: 1, maxLength: 30 }), (ids) => {
        const items = ids.map((id) => buildItem({ id, createdAt: undated }));
        const named = createArchiveLayout(items);
        const paths = items.map((item) => named.sidecarPath(item, 'original'));
        expect(paths.every(isSafeArchivePath)).toBe(true);
        expect(new Set(paths.map(toFoldKey)).size).toBe(ids.length);
      }),
    );
  });
});

describe('toMediaFolder', () => {
  it('reads what a file is from its path', () => {
    const paths = [
      'media/videos/youtube/a.mp4',
      'media/images/youtube/a.jpg',
      'media/videos/youtube/a.meta.json',
      'items.csv',
    ];
    expect(paths.map(toMediaFolder)).toEqual(['videos', 'images', null, null]);
  });
});

describe('buildFolderName', () => {
  it.each([
    ['Demo Creator', 'youtube-Demo-Creator-2026-11-21'],
    ['../../etc', 'youtube-etc-2026-11-21'],
    ['', 'youtube-UCx-2026-11-21'],
    ['قناة 📺', 'youtube-قناة-📺-2026-11-21'],
  ])('makes a folder of %j', (title, name) => {
    expect(buildFolderName({ platform: 'youtube', title, id: 'UCx' }, '2026-11-21')).toBe(name);
  });
});
