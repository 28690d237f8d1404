// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import { toDownloadValues } from '../download-form.ts';
import { toDownloadOptions } from '../download-options.ts';
import { buildFormat, buildVideo } from '../testing/page-video.ts';
import { DownloadFields } from './download-fields.tsx';

/** The choices that are there and cannot be made, by their words. */
function listGreyed(change: Partial<PageVideo>): string[] {
  const values = toDownloadValues(toDownloadOptions(null));
  const subtitles = [{ language: 'de', name: 'Deutsch', automatic: false }];
  const video = buildVideo({ subtitles, ...change });
  render(
    <DownloadFields
      video={video}
      values={values}
      problems={{}}
      change={() => undefined}
      refuse={() => undefined}
    />,
    document.body,
  );
  return [...document.querySelectorAll<HTMLElement>(':disabled')].map(
    (field) => (field.closest('label') ?? field.parentElement?.querySelector('label'))?.textContent ?? '',
  );
}

const text = () => document.body.textContent ?? '';

afterEach(() => render(null, document.body));

it('what only the companion does is greyed where the browser saves alone, under the reason', () => {
  const formats = [buildFormat('1', { protocol: 'm3u8_native' })];
  expect(listGreyed({ extractor: 'browser', formats })).toEqual([
    'Thumbnail',
    'Chapters in the file',
    expect.stringContaining('Skip what was downloaded before'),
  ]);
  expect(text()).toContain('need the companion');
});

it('so is what would be written into a file that stays as the site has it', () => {
  const formats = [buildFormat('1', { protocol: 'https' })];
  expect(listGreyed({ extractor: 'browser', formats })).toHaveLength(4);
});

it('with the companion everything can be chosen', () => {
  expect(listGreyed({})).toEqual([]);
  expect(text()).not.toContain('need the companion');
});
