/** The real yt-dlp takes the site for one of the many it has no extractor for. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { runYtDlp, type YtDlpResult } from '../run-yt-dlp.ts';
import { startTestbed, type Testbed } from '../start-testbed.ts';
import type { PlainTruth } from './index.ts';

const { ytDlp } = await readTools();
let testbed: Testbed;
let truth: Record<string, PlainTruth>;

beforeAll(async () => {
  testbed = await startTestbed();
  truth = testbed.sites.plain.truth();
});
afterEach(() => {
  expect(testbed.errors).toEqual([]);
  testbed.requests.clear();
});
afterAll(() => testbed.stop());

const pageOf = (name: string): PlainTruth => {
  const page = truth[name];
  if (!page) throw new Error(`there is no page ${name}`);
  return page;
};

const ask = (name: string, ...args: string[]): Promise<YtDlpResult> =>
  runYtDlp(ytDlp, testbed, [...args, pageOf(name).url]);

async function describePage(name: string): Promise<Record<string, unknown>> {
  const { stdout, exitCode } = await ask(name, '-J');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

const heightsOf = (video: Record<string, unknown>): unknown[] =>
  [...new Set((video.formats as { height?: number }[]).map(({ height }) => height ?? null))].filter(Boolean);

describe('what the generic extractor reads', () => {
  test('files in a video element, with captions', async () => {
    const video = await describePage('files');
    expect(video).toMatchObject({
      extractor: 'html5',
      title: expect.stringContaining(pageOf('files').title),
      subtitles: { en: expect.any(Array), de: expect.any(Array) },
    });
    expect(video.formats).toHaveLength(2);
  });

  test('a file described in JSON-LD, with its length and day', async () => {
    expect(await describePage('described')).toMatchObject({
      title: pageOf('described').title,
      duration: 20,
      upload_date: '20260314',
      description: expect.stringContaining('Flour'),
    });
  });

  test('HLS in several heights, with sound and captions apart', async () => {
    const video = await describePage('hls');
    expect(heightsOf(video)).toEqual([144, 360, 720, 1080]);
    expect(video).toMatchObject({
      title: pageOf('hls').title,
      subtitles: { en: expect.any(Array), de: expect.any(Array) },
    });
  });

  test('DASH with sound apart', async () => {
    expect(heightsOf(await describePage('dash'))).toEqual([144, 360]);
  });

  test('several videos as a list', async () => {
    const list = await describePage('several');
    expect(list).toMatchObject({ _type: 'playlist', title: pageOf('several').title });
    expect(list.entries).toHaveLength(3);
  });

  test('a manifest without an end as a stream that is on', async () => {
    expect(await describePage('live')).toMatchObject({ is_live: true });
  });

  test('nothing where there is nothing', async () => {
    expect((await ask('nothing', '-J')).complaints.join()).toContain('Unsupported URL');
  });

  test.each(['redirect', 'private-file'])('%s leads to an address that the proxy refuses', async (name) => {
    expect((await ask(name, '--simulate', '--check-formats')).exitCode).not.toBe(0);
    expect(testbed.requests.refusals().length).toBeGreaterThan(0);
  });
});
