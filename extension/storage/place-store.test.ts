import { beforeEach, expect, it } from 'vitest';
import { keepPlace, type PickedHandle, readPlace } from './place-store.ts';
import { freshLibrary } from './testing/fresh-library.ts';

beforeEach(freshLibrary);

/** A handle as the library keeps it: what it can do is gone in the copy, as it never is with the browser's own. */
class FakeHandle {
  readonly kind = 'directory';
  readonly path: string;
  readonly name: string;
  constructor(path: string) {
    this.path = path;
    this.name = path.split('/').at(-1) ?? '';
  }
  async isSameEntry(other: FakeHandle): Promise<boolean> {
    return other.path === this.path;
  }
}

const pickAt = (path: string, pickedAt: string): Promise<string> =>
  keepPlace(new FakeHandle(path) as unknown as PickedHandle, pickedAt);

it('a folder that is picked again keeps its id, and one of the same name elsewhere gets its own', async () => {
  const first = await pickAt('home/Backups', '2026-11-21T12:00:00Z');
  const other = await pickAt('disk/Backups', '2026-11-21T12:01:00Z');
  expect(other).not.toBe(first);
  expect(await pickAt('home/Backups', '2026-11-21T12:02:00Z')).toBe(first);
  expect(await readPlace(first)).toMatchObject({ pickedAt: '2026-11-21T12:02:00Z' });
});
