import { expect, test } from 'vitest';
import { type RunEnd, toRunError } from './run-yt-dlp.ts';

const end: RunEnd = {
  exitCode: 1,
  signal: null,
  errorLines: ['ERROR: [generic] x: gone wrong'],
  refusals: [],
};

test('an address that was not let through explains more than what yt-dlp makes of it', () => {
  const refusals = [
    { host: 'slow.example', code: 'net.timeout', reason: '' },
    { host: '10.0.0.1', code: 'net.private_address', reason: '' },
  ] as const;
  expect(toRunError({ ...end, refusals })).toMatchObject({
    code: 'net.private_address',
    message: expect.stringContaining('10.0.0.1'),
    context: { host: '10.0.0.1' },
  });
});

test('a stream that only ffmpeg reads is told as such', () => {
  const warning =
    'WARNING: The stream has AES-128 encryption and pycryptodomex is not available; extraction will be delegated to ffmpeg';
  const errorLines = [warning, 'ERROR: ffmpeg exited with code 1'];
  expect(toRunError({ ...end, errorLines })).toMatchObject({ code: 'media.unsupported' });
});

test('else its own words are read', () => {
  expect(toRunError(end)).toMatchObject({ code: 'ytdlp.failed' });
});
