// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import type { Job } from '../../../shared/model/job.ts';
import type { Difference } from '../../../shared/verify/check-result.ts';
import { buildJob, createScreenWorld, settle } from '../testing/screen-world.ts';
import { ArchiveCheck } from './archive-check.tsx';

const container = document.createElement('div');
document.body.append(container);
afterEach(() => render(null, container));

const inCompanion: Job['target'] = { by: 'host', folder: 'demo', path: '/exports/demo' };
const inFolder: Job['target'] = {
  by: 'browser',
  folder: 'demo',
  downloadId: null,
  place: { kind: 'folder', placeId: 'p1', name: 'Backups' },
};

async function show(target: Job['target']) {
  const job = buildJob({ status: 'done' }, { id: 'j1', target });
  const world = createScreenWorld([job]);
  await act(async () => {
    render(<ArchiveCheck ports={world.ports} job={job} />, container);
    await settle();
  });
  return world;
}

const press = (name: string) =>
  act(async () => {
    [...container.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(name))?.click();
    await settle();
  });

type ScreenWorld = Awaited<ReturnType<typeof show>>['world'];

function setReport(world: ScreenWorld, jobId: string | null, difference: Difference) {
  const found = { differences: [difference], differenceCount: 1, missingParts: [] };
  world.placeDesk.report = { jobId, checkedFiles: 7, ...found };
}

async function choose(...names: string[]) {
  const input = container.querySelector('input');
  if (!input) throw new Error('there is no field for the ZIP');
  Object.defineProperty(input, 'files', {
    configurable: true,
    value: names.map((name) => new File(['zip'], name)),
  });
  await act(async () => {
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
  });
}

it('says that the companion’s folder is whole', async () => {
  const { world } = await show(inCompanion);
  world.answers['archive.verify'] = async () => ({ checked: 12, problems: [] });
  await press('Verify');
  expect(container.textContent).toContain('Whole: 12 files are as the manifest says.');
});

it('names what is damaged, and has it fetched again', async () => {
  const { world } = await show(inCompanion);
  const problem = {
    id: 'media/a.mp4',
    code: 'archive.damaged' as const,
    message: 'Its content has changed.',
  };
  world.answers['archive.verify'] = async () => ({ checked: 12, problems: [problem] });
  await press('Verify');
  expect(container.textContent).toContain('1 difference from the manifest:');
  expect(container.textContent).toContain('media/a.mp4');
  await press('Repair');
  expect(world.requestsOf('job.repair')).toEqual([{ jobId: 'j1', kind: 'lost', paths: ['media/a.mp4'] }]);
});

it('looks into the folder that was picked', async () => {
  await show(inFolder);
  await press('Verify');
  expect(container.textContent).toContain('Whole: 7 files');
});

it('does not repair one export from the archive of another', async () => {
  const { world } = await show(inFolder);
  const difference = { code: 'archive.missing_file' as const, path: 'a', detail: 'is missing' };
  setReport(world, 'j2', difference);
  await press('Verify');
  expect(container.textContent).toContain('This is the archive of another export.');
  expect(container.textContent).not.toContain('Repair');
});

it('has the manifest of a picked folder written again, whose lists say what is whole', async () => {
  const { world } = await show(inFolder);
  const difference = { code: 'archive.missing_file' as const, path: 'manifest.json', detail: 'is missing' };
  setReport(world, null, difference);
  await press('Verify');
  await press('Repair');
  expect(world.requestsOf('job.repair')).toEqual([{ jobId: 'j1', kind: 'lost', paths: ['manifest.json'] }]);
});

it('cannot tell where there is no manifest', async () => {
  const { world } = await show(inFolder);
  const difference = { code: 'archive.no_manifest' as const, path: 'manifest.json', detail: 'is missing' };
  setReport(world, null, difference);
  await press('Verify');
  expect(container.textContent).toContain('no manifest');
});

it('asks for the ZIP where that is what was delivered, and takes what is whole of it', async () => {
  const { world } = await show({ by: 'browser', folder: 'demo', downloadId: 3, isDelivered: true });
  const difference = { code: 'archive.damaged' as const, path: 'a', detail: 'cannot be read' };
  setReport(world, 'j1', difference);
  await choose('demo.zip');
  await press('Repair');
  expect(world.requestsOf('job.repair')).toEqual([{ jobId: 'j1', kind: 'kept', paths: ['items.json'] }]);
});

it('names the ZIPs that were not chosen, and how many there are where nobody knows their names', async () => {
  const zips = [1, 2, 3, 4, 5].map((part) => ({
    name: `demo.part${part}of5.zip`,
    url: `blob:${part}`,
    content: 'x',
    bytes: 1,
  }));
  const { world } = await show({ by: 'browser', folder: 'demo', downloadId: 3, isDelivered: true, zips });
  const difference = { code: 'archive.missing_file' as const, path: 'a', detail: 'is missing' };
  setReport(world, 'j1', difference);
  world.placeDesk.report.missingParts = zips.slice(1).map(({ name }) => name);
  await choose('demo.part1of5.zip');
  expect(container.textContent).toContain(
    'demo.part2of5.zip, demo.part3of5.zip, demo.part4of5.zip and 1 more. Choose all ZIPs',
  );
  setReport(world, 'j1', difference);
  await choose('backup.zip');
  expect(container.textContent).toContain('The export came in 5 ZIPs. Choose all of them');
  expect(container.textContent).toContain('Repair');
});
