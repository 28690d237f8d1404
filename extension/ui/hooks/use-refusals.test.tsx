// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import { PopupScreen } from '../screens/popup-screen.tsx';
import { createScreenWorld, settle } from '../testing/screen-world.ts';

let world: ReturnType<typeof createScreenWorld>;

const exportButton = () => document.querySelector<HTMLButtonElement>('.primary');
const fold = () => document.querySelector<HTMLDetailsElement>('details.more');
const line = () => document.querySelector('.more-summary')?.textContent;

async function limit(typed: string): Promise<void> {
  const labels = [...document.querySelectorAll('label')];
  const label = labels.find(({ textContent }) => textContent === 'No file over');
  const input = document.getElementById(label?.htmlFor ?? '') as HTMLInputElement;
  input.value = typed;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

async function start(): Promise<void> {
  exportButton()?.click();
  await settle();
}

async function open(remembered: Partial<JobOptions> = {}): Promise<void> {
  const { ports } = world;
  const savedOptions = { ...ports.savedOptions, ...remembered };
  render(<PopupScreen ports={{ ...ports, savedOptions }} />, document.body);
  await settle();
}

beforeEach(() => {
  world = createScreenWorld();
});
afterEach(() => render(null, document.body));

describe('a folded field whose text is not understood', () => {
  it('keeps the export from starting, unfolds, and is named in the line beside the fold', async () => {
    await open();
    await limit('2');
    expect([fold()?.open, line()]).toEqual([false, 'no file over 2 MB · 5 formats']);
    await limit('2 large');
    expect(fold()?.open).toBe(true);
    expect(line()).toContain('The largest file: a size such as');
    expect(exportButton()?.disabled).toBe(true);
    await start();
    expect(world.requestsOf('job.start')).toEqual([]);
  });

  it('is not remembered as what was typed on the way', async () => {
    await open({ maxBytes: 500_000_000 });
    await limit('2');
    await limit('2 large');
    expect(world.saved.at(-1)).toMatchObject({ maxBytes: 500_000_000 });
  });

  it('unfolds when it was remembered, too', async () => {
    await open({ nameTemplate: '%(height)s.%(ext)s' });
    expect(fold()?.open).toBe(true);
    expect(line()).toContain('%(height)s is known only when the file is there');
    expect(exportButton()?.disabled).toBe(true);
  });

  it('is forgotten with its text, and with the field', async () => {
    await open();
    await limit('2 large');
    await limit('2 GB');
    await start();
    expect(world.requestsOf('job.start')).toMatchObject([{ options: { maxBytes: 2_000_000_000 } }]);
    await limit('large');
    document.querySelector<HTMLInputElement>('.segments label:nth-child(2) input')?.click();
    await settle();
    expect(exportButton()?.disabled).toBe(false);
  });
});
