import { describe, expect, it } from 'vitest';
import { dashXml, video } from '../__fixtures__/stories.ts';
import { readVideo } from './video.ts';
import { readVideoFiles } from './video-files.ts';

const files = (value: unknown) => {
  const unread = new Set<string>();
  const variants = readVideoFiles(value, unread).map(({ url, tracks, height }) =>
    [new URL(url).pathname.slice(1).replace('.mp4', ''), tracks, height].filter(Boolean).join(' '),
  );
  return { variants, unread: [...unread] };
};
const bare = (changes: object) => ({ ...video('7'), videoDeliveryResponseFragment: undefined, ...changes });
const address = (name: string) => `https://video.xx.fbcdn.net/${name}.mp4?oe=68A00000`;

describe('files of a video', () => {
  const all = ['7-1080 video 1920', '7-540 video 1280', '7-hd', '7-sd', '7-sound audio'];

  it('are sorted best first, with pictures and sound apart', () =>
    expect(files(video('7'))).toEqual({ variants: all, unread: [] }));

  it('have what the manifest says of them', () => {
    expect(readVideoFiles(video('7'), new Set())[0]).toEqual({
      url: 'https://video.xx.fbcdn.net/7-1080.mp4?a=1&oe=68A00000',
      width: 1080,
      height: 1920,
      bitrate: 2_500_000,
      bytes: 1_234_567,
      codec: 'av01.0',
      mimeType: 'video/mp4',
      tracks: 'video',
      expiresAt: '2025-08-16T03:50:24.000Z',
    });
  });

  it.each([
    [
      'as before mid-2025',
      {
        videoDeliveryResponseFragment: null,
        videoDeliveryLegacyFields: {
          browser_native_hd_url: address('7-hd'),
          browser_native_sd_url: address('7-sd'),
          dash_manifest_xml_string: dashXml('7'),
        },
      },
    ],
    [
      'directly on the video',
      {
        browser_native_hd_url: address('7-hd'),
        browser_native_sd_url: address('7-sd'),
        dash_manifest: dashXml('7'),
      },
    ],
    [
      'as embedded players have them',
      { hd_src: address('7-hd'), sd_src: address('7-sd'), dash_manifest: dashXml('7') },
    ],
  ])('are read %s', (_, delivery) => expect(files(bare(delivery))).toEqual({ variants: all, unread: [] }));

  it('are read from the oldest form, which had no manifest', () => {
    const old = { playable_url: address('7-sd'), playable_url_quality_hd: address('7-hd') };
    expect(files(bare(old))).toEqual({ variants: ['7-hd', '7-sd'], unread: [] });
  });

  it('that the page says are not there are not missed', () => {
    expect(files({ hd_src: null, sd_src: address('7-sd'), dash_manifest: null })).toEqual({
      variants: ['7-sd'],
      unread: [],
    });
  });

  it('under names that are not known are missed', () => {
    expect(files(bare({ videoDeliveryLegacyFields: undefined, videoDeliveryV3: {} })).unread).toEqual([
      'media.files',
    ]);
  });

  it('in segments or behind protection are counted out', () => {
    const xml = dashXml('7').replace(
      '<BaseURL>https://video.xx.fbcdn.net/7-540.mp4?a=1&amp;oe=68A00000</BaseURL>',
      '<SegmentList/>',
    );
    expect(files({ hd_src: null, sd_src: null, dash_manifest: xml })).toMatchObject({
      variants: ['7-1080 video 1920', '7-sound audio'],
      unread: ['media.files'],
    });
    const protection = xml.replaceAll('<Representation', '<ContentProtection/><Representation');
    expect(files({ hd_src: null, sd_src: null, dash_manifest: protection }).variants).toEqual([]);
  });

  it('that need a licence are not offered', () => {
    const drm = {
      drm_info: '{"video_license_uri_map":{"widevine":"https://…"},"graph_api_video_license_uri":null}',
    };
    expect(files(video('7', drm))).toEqual({ variants: [], unread: [] });
    expect(readVideo(video('7', drm), new Set())).toMatchObject({ isProtected: true });
  });
});

describe('a video', () => {
  it('has its picture, its captions and its length', () => {
    const caption = (locale: string, localized_creation_method: string | null) => ({
      locale,
      localized_creation_method,
      captions_url: `https://scontent.xx.fbcdn.net/${locale}.srt?oe=68A00000`,
    });
    const read = readVideo(
      video('7', {
        captions_url: caption('en_US', null).captions_url,
        video_available_captions_locales: [caption('en_US', 'Auto-generated'), caption('es_LA', null)],
      }),
      new Set(),
    );
    expect(read?.durationSec).toBe(12.345);
    expect(
      read?.media.map(({ id, kind, language, automatic }) => ({ id, kind, language, automatic })),
    ).toEqual([
      { id: '7', kind: 'video', language: undefined, automatic: undefined },
      { id: 'thumbnail-7', kind: 'thumbnail', language: undefined, automatic: undefined },
      { id: 'subtitle-7-en_US', kind: 'subtitle', language: 'en-US', automatic: true },
      { id: 'subtitle-7-es_LA', kind: 'subtitle', language: 'es-419', automatic: false },
    ]);
    expect(read?.media[2]?.variants[0]?.mimeType).toBe('application/x-subrip');
  });

  it('that is only named has no files, and misses none', () => {
    const unread = new Set<string>();
    expect(readVideo({ __typename: 'Video', id: '7', preferred_thumbnail: null }, unread)).toMatchObject({
      media: [{ id: '7', kind: 'video', variants: [] }],
      durationSec: null,
    });
    expect([...unread]).toEqual([]);
  });

  it('that is being streamed is live', () =>
    expect(readVideo(video('7', { is_live_streaming: true }), new Set())).toMatchObject({ isLive: true }));
});
