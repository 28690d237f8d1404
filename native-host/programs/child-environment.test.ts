import { expect, test } from 'vitest';
import { readMachine } from '../directories.ts';
import { buildChildEnvironment, buildScreenEnvironment } from './child-environment.ts';

test('programs get nothing that would have them run what others put there', () => {
  const hostile = [
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'PYTHONPATH',
    'PYTHONSTARTUP',
    'NODE_OPTIONS',
    'BASH_ENV',
  ];
  const env = {
    ...Object.fromEntries(hostile.map((name) => [name, 'x'])),
    DISPLAY: ':0',
    PATH: '.:bin::/opt/b',
  };
  const built = buildScreenEnvironment({ ...readMachine(), env });
  expect(Object.keys(built).filter((name) => hostile.includes(name))).toEqual([]);
  expect(built.DISPLAY).toBe(':0');
  const folders = built.PATH?.split(':') ?? [];
  expect(folders[0]).toBe('/opt/b');
  expect(folders.filter((folder) => !folder.startsWith('/'))).toEqual([]);
});

test('programs get no way into the internet but that of their filter', () => {
  const names = [
    'HTTPS_PROXY',
    'https_proxy',
    'ALL_PROXY',
    'NO_PROXY',
    'SSL_CERT_FILE',
    'REQUESTS_CA_BUNDLE',
  ];
  const env = { ...Object.fromEntries(names.map((name) => [name, 'x'])), LANG: 'C', SECRET: 'x' };
  const built = buildChildEnvironment({ ...readMachine(), env }, ['/opt/tools/ffmpeg']);
  expect(Object.keys(built).filter((name) => names.includes(name) || name === 'SECRET')).toEqual([]);
  expect(built).toMatchObject({ LANG: 'C', PATH: expect.stringContaining('/opt/tools') });
});
