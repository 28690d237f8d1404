import { expect, test } from 'vitest';
import { buildRevealCommand } from './reveal-folder.ts';

test.each([
  ['linux', '/a b', ['xdg-open', ['/a b']]],
  ['darwin', '/a b', ['open', ['-R', '/a b']]],
  ['win32', 'C:\\a b', ['explorer.exe', ['/select,C:\\a b']]],
] as const)('%s has its own file manager, and the path stays one argument', (platform, path, command) => {
  expect(buildRevealCommand(platform, path)).toEqual(command);
});
