import { describe, expect, test } from 'vitest';
import { listPickers, type Picker, parsePickedPath } from './pickers.ts';

const screen = { DISPLAY: ':0' };
const question = { title: 'Choose; "a" folder', start: '/home/a/My Videos' };

const find = (platform: NodeJS.Platform, env: Record<string, string> = screen): Picker => {
  const [picker] = listPickers({ platform, env });
  if (!picker) throw new Error('there is none');
  return picker;
};

test.each([
  ['linux', { DISPLAY: ':0' }, ['zenity', 'kdialog']],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0', XDG_CURRENT_DESKTOP: 'KDE' }, ['kdialog', 'zenity']],
  ['linux', {}, []],
  ['darwin', {}, ['osascript']],
  ['win32', {}, ['powershell']],
] as const)('on %s with %j the pickers are %j', (platform, env, programs) => {
  expect(listPickers({ platform, env }).map(({ program }) => program)).toEqual(programs);
});

describe('title and folder reach the program whole', () => {
  test('as arguments of their own on Linux and macOS', () => {
    expect(find('linux').buildArguments(question)).toEqual([
      '--file-selection',
      '--directory',
      '--title=Choose; "a" folder',
      '--filename=/home/a/My Videos/',
    ]);
    expect(find('linux', { ...screen, XDG_CURRENT_DESKTOP: 'KDE' }).buildArguments(question)).toEqual([
      '--title',
      'Choose; "a" folder',
      '--getexistingdirectory',
      '/home/a/My Videos',
    ]);
    expect(find('darwin').buildArguments(question).slice(-2)).toEqual([question.title, question.start]);
  });

  test('by the environment on Windows, where a command line is one text', () => {
    const picker = find('win32');
    expect(picker.buildArguments(question).join(' ')).not.toContain('My Videos');
    expect(picker.buildEnvironment(question)).toEqual({
      STAR_EXPORT_PICK_TITLE: question.title,
      STAR_EXPORT_PICK_START: question.start,
    });
  });
});

test.each([
  ['linux', { exitCode: 1, errorText: '' }, true],
  ['linux', { exitCode: 1, errorText: 'Gtk-WARNING **: cannot open display: :0' }, false],
  ['linux', { exitCode: 127, errorText: '' }, false],
  ['darwin', { exitCode: 1, errorText: 'execution error: User canceled. (-128)' }, true],
  ['darwin', { exitCode: 1, errorText: 'execution error: Not authorized (-1743)' }, false],
  ['win32', { exitCode: 3, errorText: '' }, true],
  ['win32', { exitCode: 1, errorText: 'Add-Type : …' }, false],
] as const)('closing the window on %s is told from failing: %j', (platform, end, expected) => {
  expect(find(platform).isDismissed({ output: '', ...end })).toBe(expected);
});

test.each([
  ['/home/a/My Videos\n', '/home/a/My Videos'],
  ['/Users/a/Movies/\n', '/Users/a/Movies'],
  ['C:\\Users\\a\\Videos\r\n', 'C:\\Users\\a\\Videos'],
  ['D:\\', 'D:\\'],
  ['/', '/'],
  ['/a\n/b\n', null],
  ['', null],
])('%j is read as %j', (output, expected) => {
  expect(parsePickedPath(output)).toBe(expected);
});
