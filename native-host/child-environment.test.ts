import { expect, test } from 'vitest';
import { buildChildEnvironment } from './child-environment.ts';
import { readMachine } from './directories.ts';

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
