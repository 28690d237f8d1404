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

it('says that it is the least where lists of unknown length are among them', async () => {
  const screen = createScreenWorld();
  const { 'account.estimate': usual } = screen.world.answers;
  screen.world.answers['account.estimate'] = async () => ({ ...(await usual()), isLeast: true });
  expect(await show(screen)).toContain('At least 150 requests');
});

it('says what a post takes where nobody knows how many there are, and when a closed account goes on', async () => {
  const screen = createScreenWorld();
  screen.world.answers['account.estimate'] = async () => ({
    requests: null,
    isLeast: true,
    perPost: 5,
    minutes: null,
    leftToday: 0,
    perDay: 5000,
    objection: {
      error: buildError('platform.rate_limited'),
      until: new Date(2026, 2, 1, 14, 20).toISOString(),
    },
  });
  expect(await show(screen)).toMatch(
    /^About 5 requests a post; the site does not say how many there are; 0 of 5,000 left today\. The site asked us to slow down.*Goes on at .*2:20/,
  );
});
