// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import type { Completeness } from '../../../shared/model/archive.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import { toJobView } from '../job-view.ts';
import { buildError, buildJob, createScreenWorld, settle } from '../testing/screen-world.ts';
import { JobReport } from './job-report.tsx';

const whole: Completeness = {
  claimed: null,
  claimedExact: false,
  notSeen: 0,
  seen: 2,
  saved: 2,
  refused: [],
  unknown: {},
};

const buildDone = (completeness: Completeness) => buildJob({ status: 'done' }, { completeness });

async function show(completeness: Completeness, options: Partial<JobOptions> = {}): Promise<string> {
  const job = buildDone(completeness);
  const chosen = { ...job, options: { ...job.options, ...options } };
  render(<JobReport ports={createScreenWorld().ports} job={chosen} />, document.body);
  await settle();
  return document.body.textContent ?? '';
}

afterEach(() => render(null, document.body));

it('an export with pictures in reduced size names them, and does not say that everything is saved', async () => {
  const text = await show({ ...whole, reduced: [{ id: 'p', pictures: 3, videos: 0 }] });
  expect(text).toContain('3 pictures of 1 post saved only in reduced size');
  expect([...document.querySelectorAll('li')].map((line) => line.textContent)).toEqual(['p 3 pictures']);
  expect(text).not.toContain('Everything');
});

it('an export with videos in lesser quality names them too', async () => {
  const reduced = [
    { id: 'p', pictures: 0, videos: 1 },
    { id: 'q', pictures: 2, videos: 1 },
  ];
  const text = await show({ ...whole, reduced });
  expect(text).toContain('2 videos of 2 posts saved only in lesser quality');
  expect(text).toContain('2 pictures of 1 post saved only in reduced size');
  const lines = [...document.querySelectorAll('li')].map((line) => line.textContent);
  expect(lines).toEqual(['q 2 pictures', 'p 1 video', 'q 1 video']);
});

it('an export that gave its videos up says so and what to do, and counts them as no post', async () => {
  const refused = [{ id: 'video files', code: 'host.missing' as const, message: 'No companion.' }];
  const text = await show({ ...whole, refused });
  expect(text).toContain('The video files are not in it');
  expect(text).not.toContain('could not be saved');
  expect(text).not.toContain('Everything');
});

it('an export without any says that everything is saved', async () => {
  expect(await show(whole)).toContain('Everything that was found is saved and checked.');
});

it.each<[Partial<Completeness>, Partial<JobOptions>, string]>([
  [{ leftOut: { media_types: 5 } }, {}, '5 files of other kinds.'],
  [
    { leftOut: { media_types: 1, max_bytes: 1 } },
    { maxBytes: 5e8 },
    '1 file of another kind, 1 file over 500 MB.',
  ],
  [{ leftOut: { dates: 3 } }, {}, '3 outside the chosen days.'],
  [{}, { withMedia: false }, 'all videos, pictures and sounds.'],
])(
  'an export without what was not wanted says so, and not that everything is saved: %j %j',
  async (...row) => {
    const [change, options, said] = row;
    const text = await show({ ...whole, ...change }, options);
    expect(text).not.toContain('Everything that was found');
    expect(text).toContain('Everything that was chosen is saved and checked.');
    expect(text).toContain(`Left out by choice: ${said}`);
  },
);

it('a list of accounts has no files that could be left out', async () => {
  expect(await show({ ...whole, posts: 0 }, { withMedia: false })).not.toContain('Left out');
});

it('posts that were taken without a known day are counted', async () => {
  expect(await show({ ...whole, undated: 2 })).toContain('2 posts whose day is not known were taken');
  expect(await show(whole)).not.toContain('day is not known');
});

it('an export that has failed since does not say that everything is saved', async () => {
  const failed = buildJob(
    { status: 'failed', error: buildError('archive.damaged') },
    { completeness: whole },
  );
  render(<JobReport ports={createScreenWorld().ports} job={failed} />, document.body);
  await settle();
  expect(document.body.textContent).toContain('2 of 2 saved');
  expect(document.body.textContent).not.toContain('Everything');
});

it('an export that is taken up again tells how far it is, and nothing of what it was before', async () => {
  const counts = { seen: 32, saved: 1, refused: 0, files: 3, bytes: 30 };
  const before: Completeness = { ...whole, leftOut: { known: 30 }, vanished: [{ id: 'v', title: 'Gone' }] };
  const running = buildJob({ status: 'running' }, { completeness: before, counts });
  render(<JobReport ports={createScreenWorld().ports} job={running} />, document.body);
  await settle();
  expect(document.body.textContent).toBe('1 of 2 so far');
});

it('posts whose comments alone failed are saved in part: counted, with what is missing beside', async () => {
  const lacking: Completeness = {
    ...whole,
    refused: ['a', 'b'].map((id) => ({ id, code: 'platform.page_changed', message: 'missing_variable' })),
    lacking: ['a', 'b'].map((id) => ({ id, what: ['comments'] })),
  };
  const text = await show(lacking);
  expect(text).toContain('2 of 2 saved, comments of 2 not');
  expect(text).not.toContain('could not be saved');
  const view = toJobView({ job: buildDone(lacking), steps: [], downloads: [], samples: [] }, 0);
  expect(view).toMatchObject({ stateLabel: 'Saved in part', actions: expect.arrayContaining(['retry']) });
});

it('a post with two refusals counts once, with both reasons', async () => {
  const text = await show({
    ...whole,
    saved: 1,
    refused: [
      { id: 'a', code: 'net.timeout', message: 'Silence.' },
      { id: 'a', code: 'media.damaged', message: 'Too short.' },
    ],
  });
  expect(text).toContain('1 could not be saved');
  const lines = [...document.querySelectorAll('li')].map((line) => line.textContent);
  expect(lines).toEqual(['a Silence. Too short.']);
});

it.each([
  [{ onlyNew: true }, 'Nothing new since '],
  [{ from: '2001-01-01', to: '2001-02-01' }, 'No post in these days.'],
  [{}, 'Nothing found.'],
])('an export without a post says so and is no success: %j', async (options, said) => {
  const base = { jobId: 'j0', finishedAt: '2026-03-01T11:00:00Z', folder: 'night', kept: 3 };
  const empty = { ...whole, posts: 0 };
  const job = buildJob({ status: 'done' }, { completeness: empty, ...('onlyNew' in options && { base }) });
  job.options = { ...job.options, ...options };
  render(<JobReport ports={createScreenWorld().ports} job={job} />, document.body);
  await settle();
  const text = document.body.textContent ?? '';
  expect(text).toContain(said);
  expect(text).not.toContain('Everything that was found');
  const { ports } = createScreenWorld();
  const view = toJobView({ job, steps: [], downloads: [], samples: [] }, ports.nowMs());
  expect(view.tone).toBe('idle');
  expect(text).toContain(view.stateLabel);
});

it('what is less than was wanted can be tried again', () => {
  const toView = (completeness: Completeness) =>
    toJobView({ job: buildDone(completeness), steps: [], downloads: [], samples: [] }, 0);
  expect(toView(whole)).toMatchObject({ tone: 'good', actions: expect.not.arrayContaining(['retry']) });
  expect(toView({ ...whole, reduced: [{ id: 'p', pictures: 0, videos: 1 }] })).toMatchObject({
    stateLabel: 'Saved in part',
    actions: expect.arrayContaining(['retry']),
  });
});
