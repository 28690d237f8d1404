import { expect, test } from 'vitest';
import { buildInstalledCommand } from './program.ts';

test('after an installation from a package the command is that of the installed launcher', () => {
  expect(buildInstalledCommand('/home/a/companion', ['update'], true)).toBe('/home/a/companion update');
});

test('from a checkout, and where nothing was installed, it is that of the program which runs', () => {
  expect(buildInstalledCommand('/home/a/companion', ['update'], false)).toBe('npm run host -- update');
  expect(buildInstalledCommand(null, ['update'], true)).toBe('npm run host -- update');
});
