/** The real yt-dlp takes the site for one of the many it has no extractor for. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
afterAll(async () => {
  expect(testbed.errors).toEqual([]);
  await testbed.stop();
});

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

describe.concurrent('what the generic extractor reads', () => {
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

  test('nothing where there is nothing', async () => {
    expect((await ask('nothing', '-J')).complaints.join()).toContain('Unsupported URL');
  });
});

test.each(['redirect', 'private-file'])('%s leads to an address that the proxy refuses', async (name) => {
  expect((await ask(name, '--simulate', '--check-formats')).exitCode).not.toBe(0);
  expect(testbed.requests.refusals().length).toBeGreaterThan(0);
  testbed.requests.clear();
});
