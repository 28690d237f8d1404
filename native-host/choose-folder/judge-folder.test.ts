import { expect, test } from 'vitest';
import type { Machine } from '../directories.ts';
import { judgeFolder } from './judge-folder.ts';

const linux: Machine = { platform: 'linux', env: {}, home: '/home/a', temp: '/tmp' };
const mac: Machine = { platform: 'darwin', env: {}, home: '/Users/a', temp: '/tmp' };
const windows: Machine = {
  platform: 'win32',
  env: { SystemRoot: 'C:\\Windows', ProgramFiles: 'C:\\Program Files' },
  home: 'C:\\Users\\a',
  temp: 'C:\\Temp',
};

test.each([
  [linux, '/home/a/Videos'],
  [linux, '/home/a/Downloads/Star Export'],
  [linux, '/media/a/disk'],
  [linux, '/run/media/a/disk/archives'],
  [linux, '/mnt/big'],
  [linux, '/homely'],
  [{ ...linux, home: '/var/lib/service' }, '/var/lib/service/archives'],
  [{ ...linux, home: '/root' }, '/root/archives'],
  [mac, '/Users/a/Movies'],
  [mac, '/Volumes/Disk'],
  [windows, 'C:\\Users\\a\\Videos'],
  [windows, 'D:\\'],
  [windows, 'D:\\Archives'],
])('on %j %s may be used', (machine, path) => {
  expect(judgeFolder(path, machine)).toBeNull();
});

test.each([
  [linux, '/'],
  [linux, '/etc'],
  [linux, '/etc/xdg'],
  [linux, '/usr/share'],
  [linux, '/home'],
  [linux, '/home/a'],
  [linux, '/home/a/'],
  [linux, '/home/a/.ssh'],
  [linux, '/home/a/.config/x'],
  [linux, '/proc/self/cwd'],
  [linux, '/media'],
  [linux, 'Videos'],
  [linux, ''],
  [mac, '/Users/a/Library/Mail'],
  [mac, '/System/Volumes'],
  [mac, '/Volumes'],
  [windows, 'C:\\'],
  [windows, 'c:\\windows\\System32'],
  [windows, 'C:\\Users\\A'],
  [windows, 'C:\\Users\\a\\AppData\\Roaming\\x'],
  [windows, 'C:\\Users\\..\\Program Files\\x'],
])('on %j %s is refused with a reason', (machine, path) => {
  expect(judgeFolder(path, machine)).toMatch(/\.$/);
});
