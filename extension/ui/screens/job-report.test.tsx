// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import type { Completeness } from '../../../shared/model/archive.ts';
import { toJobView } from '../job-view.ts';
import { buildJob, createScreenWorld, settle } from '../testing/screen-world.ts';
import { JobReport } from './job-report.tsx';

const whole: Completeness = {
  ...{ claimed: null, claimedExact: false, notSeen: 0, seen: 2, saved: 2, refused: [], unknown: {} },
};

const buildDone = (completeness: Completeness) => buildJob({ status: 'done' }, { completeness });

async function show(completeness: Completeness): Promise<string> {
  render(<JobReport ports={createScreenWorld().ports} job={buildDone(completeness)} />, document.body);
  await settle();
  return document.body.textContent ?? '';
}

afterEach(() => render(null, document.body));

it('an export with pictures in reduced size names them, and does not say that everything is saved', async () => {
  const text = await show({ ...whole, reduced: [{ id: 'p', pictures: 3 }] });
  expect(text).toContain('3 pictures of 1 post saved only in reduced size');
  expect([...document.querySelectorAll('li')].map((line) => line.textContent)).toEqual(['p 3 pictures']);
  expect(text).not.toContain('Everything');
});

it('an export without any says that everything is saved', async () => {
  expect(await show(whole)).toContain('Everything that was found is saved and checked.');
});

it('pictures in reduced size can be tried again', () => {
  const toView = (completeness: Completeness) =>
    toJobView({ job: buildDone(completeness), steps: [], downloads: [], samples: [] }, 0);
  expect(toView(whole)).toMatchObject({ tone: 'good', actions: expect.not.arrayContaining(['retry']) });
  expect(toView({ ...whole, reduced: [{ id: 'p', pictures: 1 }] })).toMatchObject({
    stateLabel: 'Saved in part',
    actions: expect.arrayContaining(['retry']),
  });
});
