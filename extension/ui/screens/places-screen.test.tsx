// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { createScreenWorld, settle } from '../testing/screen-world.ts';
import { PlacesScreen } from './places-screen.tsx';

const container = document.createElement('div');
document.body.append(container);
afterEach(() => render(null, container));

async function show() {
  const world = createScreenWorld();
  await act(async () => {
    render(<PlacesScreen ports={world.ports} />, container);
    await settle();
  });
  await vi.waitFor(() => expect(radio(0)).toBeDefined());
  return world;
}

const radio = (place: number) => container.querySelectorAll<HTMLInputElement>('input[type=radio]')[place];
const click = (target: HTMLElement | null | undefined) =>
  act(async () => {
    target?.click();
    await settle();
  });

it('begins with what was chosen before', async () => {
  await show();
  await vi.waitFor(() => expect(radio(0)?.checked).toBe(true));
});

it('remembers a folder that was picked, and says its name', async () => {
  const { world } = await show();
  await click(radio(2));
  expect(world.placeDesk.choice.target).toEqual({ kind: 'folder', placeId: 'p1', name: 'Backups' });
  expect(container.textContent).toContain('Chosen: Backups');
  expect(container.textContent).toContain('Written by the browser itself');
});

it('leaves everything as it was when none was picked', async () => {
  const { world } = await show();
  world.placeDesk.pick = async () => null as never;
  await click(radio(2));
  expect(world.placeDesk.choice.target).toEqual({ kind: 'auto' });
});

it('remembers how large a ZIP may be', async () => {
  const { world } = await show();
  const select = container.querySelector('select');
  await act(async () => {
    if (select) select.value = '4';
    select?.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
  });
  expect(world.placeDesk.choice.partGib).toBe(4);
});
