import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { downloadCommands, type PageVideo } from '../../shared/protocol/download-commands.ts';
import { pageMarks } from './page-arguments.ts';
import { toPageVideo } from './page-description.ts';
import { createPageReader } from './page-lines.ts';

const asked = { url: 'https://video.example.net/watch/1', entries: { from: 1, count: 500 } };
const maxReplyBytes = 512 * 1024;

function read(lines: readonly string[], more: Partial<typeof asked> = {}): PageVideo | null {
  const reader = createPageReader();
  for (const line of lines) reader.read(line);
  return toPageVideo(reader.page, { ...asked, ...more });
}

const videoLine = (video: Record<string, unknown>): string => pageMarks.video + JSON.stringify(video);
const formatsLine = (formats: unknown[]): string => pageMarks.formats + JSON.stringify(formats);
const film = { id: 'a', title: 'A film', extractor: 'generic', duration: 100 };

describe('a video', () => {
  test('is told in our words', () => {
    const found = read([
      '[generic] Extracting URL',
      videoLine({ ...film, uploader: 'me', timestamp: 1_700_000_000, live_status: 'was_live' }),
      formatsLine([
        {
          format_id: '1',
          ext: 'mp4',
          protocol: 'https',
          height: 360,
          width: 640,
          tbr: 800.4,
          vcodec: 'avc1',
          acodec: 'mp4a',
        },
        {
          format_id: '2',
          ext: 'mp4',
          protocol: 'https',
          height: 720,
          filesize: 5000,
          vcodec: 'vp9',
          acodec: 'none',
          dynamic_range: 'HDR10',
        },
      ]),
      `${pageMarks.chapters}[{"title":"One","start_time":0,"end_time":50},{"title":"Two"}]`,
      `${pageMarks.subtitles}en, de-AT, live_chat`,
      `${pageMarks.subtitleNames}["English","Deutsch","Chat"]`,
      `${pageMarks.automatic}fr`,
      `${pageMarks.thumbnails}[{"url":"https://x.example/a.jpg","width":10},{"url":"javascript:x"}]`,
    ]);
    expect(found).toMatchObject({
      kind: 'video',
      author: 'me',
      live: 'ended',
      createdAt: '2023-11-14T22:13:20.000Z',
      chapters: [{ title: 'One', startSec: 0, endSec: 50 }],
      thumbnails: [{ url: 'https://x.example/a.jpg', width: 10, height: null }],
      subtitles: [
        { language: 'en', name: 'English', automatic: false },
        { language: 'de-AT', name: 'Deutsch', automatic: false },
        { language: 'fr', name: 'fr', automatic: true },
      ],
      formats: [
        { id: '2', height: 720, bytes: 5000, bytesEstimated: false, audioCodec: null, hdr: true },
        { id: '1', height: 360, bytes: 10_005_000, bytesEstimated: true, bitrate: 800_400, hdr: false },
      ],
    });
  });

  test('what is protected is marked and in no preset', () => {
    const formats = [{ format_id: '1', ext: 'mp4', protocol: 'https', height: 360, has_drm: true }];
    const found = read([videoLine(film), formatsLine(formats)]);
    expect(found?.formats).toMatchObject([{ drm: true }]);
    expect(found?.presets).toEqual([]);
  });

  test.each([
    [{ timestamp: 1e300 }, null],
    [{ upload_date: '20260231x' }, null],
    [{ upload_date: '20261301' }, null],
    [{ upload_date: '20260228' }, '2026-02-28'],
  ])('of %j was made at %s', (more, createdAt) => {
    expect(read([videoLine({ ...film, ...more })])?.createdAt).toBe(createdAt);
  });
});

describe('a list', () => {
  const playlist = `${pageMarks.playlist}{"id":"l","title":"All","playlist_count":3}`;

  test('has entries with pages of their own, and entries by number', () => {
    const found = read([
      videoLine({ ...film, _type: 'url', url: 'https://video.example.net/watch/2', playlist_index: 7 }),
      videoLine({ ...film, id: 'b', webpage_url: asked.url, playlist_index: 8 }),
      playlist,
    ]);
    expect(found).toMatchObject({
      kind: 'playlist',
      entryCount: 3,
      more: false,
      entries: [
        { id: 'a', url: 'https://video.example.net/watch/2', entry: null },
        { id: 'b', url: asked.url, entry: 8 },
      ],
    });
  });

  test('one more than was asked for means that there are more', () => {
    const videos = [1, 2, 3].map((index) => videoLine({ ...film, playlist_index: index }));
    const found = read([...videos, playlist], { entries: { from: 1, count: 2 } });
    expect(found?.entries).toHaveLength(2);
    expect(found?.more).toBe(true);
  });

  test('addresses that are not of the web are not passed on', () => {
    const line = videoLine({ ...film, _type: 'url', url: 'file:///etc/passwd', playlist_index: 1 });
    expect(read([line, playlist])?.entries).toMatchObject([{ url: asked.url, entry: 1 }]);
  });
});

describe('whatever a page holds', () => {
  const reply = downloadCommands.info.response;
  const huge = 'ﷺ'.repeat(400_000);

  test('the answer fits into a frame', () => {
    const long = huge.slice(0, 400);
    const format = { ext: 'mp4', protocol: 'https', format_note: long, language: long, vcodec: long };
    const found = read([
      videoLine({ ...film, title: huge, description: huge, uploader: huge, extractor: huge, id: huge }),
      formatsLine(Array.from({ length: 3000 }, (_, index) => ({ ...format, format_id: `f${index}` }))),
      pageMarks.chapters +
        JSON.stringify(
          Array.from({ length: 9000 }, () => ({ title: huge.slice(0, 300), start_time: 1, end_time: 2 })),
        ),
      pageMarks.automatic + Array.from({ length: 9000 }, (_, index) => `l${index}`).join(', '),
      pageMarks.thumbnails +
        JSON.stringify(
          Array.from({ length: 2000 }, (_, index) => ({
            url: `https://x.example/${index}${'y'.repeat(900)}`,
          })),
        ),
    ]);
    expect(reply.safeParse(found).success).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(found))).toBeLessThan(maxReplyBytes);
    expect(found?.formats.length).toBeGreaterThan(100);
  });

  test('a list of thousands fits too, and says that there are more', () => {
    const videos = Array.from({ length: 900 }, (_, index) =>
      videoLine({ ...film, title: huge.slice(0, 1000), _type: 'url', url: `https://x.example/${index}` }),
    );
    const found = read([
      ...videos,
      `${pageMarks.playlist}${JSON.stringify({ id: 'l', title: huge, description: huge })}`,
    ]);
    expect(reply.safeParse(found).success).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(found))).toBeLessThan(maxReplyBytes);
    expect(found?.more).toBe(true);
  });

  test('lines of any form give an answer of ours, or none', () => {
    const line = fc
      .tuple(fc.constantFrom(...Object.values(pageMarks)), fc.oneof(fc.json(), fc.string()))
      .map(([mark, text]) => mark + text);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const found = read([videoLine(film), ...lines]);
        expect(reply.safeParse(found).error).toBeUndefined();
      }),
    );
  });
});
