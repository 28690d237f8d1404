// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { buildError, channelSource, createScreenWorld, settle } from '../testing/screen-world.ts';
import { EstimateLine } from './estimate-line.tsx';

type Screen = ReturnType<typeof createScreenWorld>;

async function show({ ports }: Screen): Promise<string> {
  render(<EstimateLine ports={ports} source={channelSource} options={defaultJobOptions} />, document.body);
  await settle();
  return document.body.textContent ?? '';
}

afterEach(() => render(null, document.body));

it('says before an export what it takes of the account, and what is left', async () => {
  const screen = createScreenWorld();
  expect(await show(screen)).toBe('About 150 requests, 8 min; 480 of 5,000 left today.');
  expect(screen.world.asked).toEqual([
    { name: 'account.estimate', request: { source: channelSource, options: defaultJobOptions } },
  ]);
});

it('says what is left where nobody knows how much there is, and when a closed account goes on', async () => {
  const screen = createScreenWorld();
  screen.world.answers['account.estimate'] = async () => ({
    requests: null,
    minutes: null,
    leftToday: 0,
    perDay: 5000,
    objection: {
      error: buildError('platform.rate_limited'),
      until: new Date(2026, 2, 1, 14, 20).toISOString(),
    },
  });
  expect(await show(screen)).toMatch(
    /^0 of 5,000 left today\. The site asked us to slow down.*Goes on at .*2:20/,
  );
});
