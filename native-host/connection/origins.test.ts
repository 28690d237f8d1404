import { expect, test } from 'vitest';
import { checkCaller, readCaller } from './origins.ts';

const own = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop/';

test('Chromium names the caller first, on Windows with its window after it', () => {
  expect(readCaller([own])).toBe(own);
  expect(readCaller([own, '--parent-window=7'])).toBe(own);
});

test('Firefox names the manifest and then the add-on', () => {
  expect(readCaller(['/home/a/.mozilla/native-messaging-hosts/x.json', 'star-export@star-export.org'])).toBe(
    'star-export@star-export.org',
  );
});

test('commands of a person are not callers', () => {
  expect(readCaller(['install', '--root', '/x'])).toBeNull();
  expect(readCaller([])).toBeNull();
});

test.each([
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  `${own}x`,
  own.toUpperCase(),
  'chrome-extension://*/',
  '',
])('a caller that is not exactly the accepted one is refused: %j', (caller) => {
  expect(() => checkCaller(caller, [own])).toThrow(expect.objectContaining({ code: 'host.forbidden' }));
});

test('the accepted caller may go on', () => {
  expect(() => checkCaller(own, [own])).not.toThrow();
});
