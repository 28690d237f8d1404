import { expect, test } from 'vitest';
import { readFailure } from './failures.ts';

const fail = (...errorLines: string[]) => readFailure({ exitCode: 1, signal: null, errorLines });

test.each([
  [
    "ERROR: [youtube] a: Private video. Sign in if you've been granted access to this video. Use --cookies-from-browser or --cookies for the authentication.",
    'platform.private',
  ],
  [
    'ERROR: [youtube] a: Sign in to confirm your age. This video may be inappropriate for some users. Use --cookies-from-browser',
    'platform.age_gate',
  ],
  [
    'ERROR: [youtube] a: Sign in to confirm you’re not a bot. Use --cookies-from-browser or --cookies',
    'platform.checkpoint',
  ],
  [
    "ERROR: [youtube] a: This video is available to this channel's members on level: Gold (or any higher level). Join this channel to get access",
    'platform.members_only',
  ],
  [
    'ERROR: [youtube] a: Join this channel to get access to members-only content like this video',
    'platform.members_only',
  ],
  [
    'ERROR: [youtube] a: Video unavailable. This video has been removed by the uploader',
    'platform.unavailable',
  ],
  [
    'ERROR: [youtube] a: Video unavailable. The uploader has not made this video available in your country',
    'platform.unavailable',
  ],
  ['ERROR: [youtube] a: Video unavailable. This video is private', 'platform.private'],
  ['ERROR: [youtube] a: Premieres in 3 hours', 'platform.not_finished'],
  ['ERROR: [youtube] a: This live event will begin in 5 days.', 'platform.not_finished'],
  ['ERROR: [youtube] a: This video is DRM protected', 'media.drm'],
  ['ERROR: unable to download video data: HTTP Error 403: Forbidden', 'media.expired'],
  [
    'ERROR: [youtube] a: Unable to download API page: HTTP Error 429: Too Many Requests (caused by <HTTPError 429: Too Many Requests>)',
    'platform.rate_limited',
  ],
  [
    "ERROR: [youtube] a: This content isn't available, try again later. Your account has been rate-limited by YouTube for up to an hour.",
    'platform.rate_limited',
  ],
  ['ERROR: [youtube] a: Unable to download webpage: HTTP Error 503: Service Unavailable', 'net.http'],
  [
    "ERROR: [youtube] a: Unable to download webpage: [Errno -2] Name or service not known (caused by TransportError('x'))",
    'net.offline',
  ],
  ['ERROR: [youtube] a: Unable to download webpage: The read operation timed out', 'net.timeout'],
  [
    'ERROR: [youtube] a: Unable to download webpage: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed',
    'net.failed',
  ],
  ['ERROR: [download] Got error: 1024 bytes read, 4096 more expected', 'media.incomplete'],
  ['ERROR: [download] Got error: [Errno 104] Connection reset by peer', 'net.failed'],
  ['ERROR: [download] Got error: [Errno 32] Broken pipe', 'media.incomplete'],
  ['ERROR: Did not get any data blocks', 'media.incomplete'],
  ['ERROR: The downloaded file is empty', 'media.incomplete'],
  ['ERROR: unable to write data: [Errno 28] No space left on device', 'storage.full'],
  ["ERROR: unable to open for writing: [Errno 13] Permission denied: '/x'", 'storage.read_only'],
  ['ERROR: Postprocessing: Conversion failed!', 'ffmpeg.failed'],
  [
    'ERROR: You have requested merging of multiple formats but ffmpeg is not installed. Aborting due to --abort-on-error',
    'ffmpeg.missing',
  ],
  ['ERROR: Unsupported URL: https://www.youtube.com/x', 'input.not_supported'],
  [
    'ERROR: [facebook] 1: This video is only available for registered users. Use --cookies',
    'platform.login_required',
  ],
  ['ERROR: [youtube] a: Requested format is not available. Use --list-formats', 'ytdlp.failed'],
])('%s', (line, code) => {
  expect(fail('WARNING: [youtube] something unimportant: HTTP Error 429', line).code).toBe(code);
});

test('a stream that is still running is told by the exit code', () => {
  expect(readFailure({ exitCode: 101, signal: null, errorLines: [] }).code).toBe('platform.not_finished');
});

test('an error that begins with a CR comes in two lines, and is told with its words', () => {
  const error = fail(
    'ERROR: ',
    '[download] Got error: 1024 bytes read, 4096 more expected. Giving up after 5 retries',
  );
  expect(error).toMatchObject({
    code: 'media.incomplete',
    retryable: true,
    message:
      'The connection ended before the whole file had arrived. yt-dlp says: 1024 bytes read, 4096 more expected. Giving up after 5 retries',
  });
});

test('a crash is told with its last words, without addresses', () => {
  const error = fail(
    'Traceback (most recent call last):',
    '  File "x"',
    "KeyError: 'https://r1.googlevideo.com/videoplayback?ip=1.2.3.4'",
  );
  expect(error.code).toBe('ytdlp.failed');
  expect(error.message).toContain('KeyError');
  expect(error.message).not.toContain('1.2.3.4');
});

test('the message has no advice for another program’s command line', () => {
  expect(fail('ERROR: [youtube] a: Private video. Use --cookies-from-browser or --cookies').message).toBe(
    'This is private and the logged-in account may not see it. yt-dlp says: Private video.',
  );
});

test.each([
  ['WARNING: [youtube] This video is private', /^This is private .* yt-dlp says: This video is private$/],
  [
    'ERROR: [generic] x: Unable to download webpage: HTTP Error 404: Not Found (caused by <E>)',
    /: Not Found$/,
  ],
  ['ERROR: Unsupported URL: https://site.test/', /^There is no video on this page/],
])('%s becomes a sentence', (line, sentence) => {
  expect(fail(line).message).toMatch(sentence);
});

test('an end without words still has a sentence', () => {
  const error = readFailure({ exitCode: null, signal: 'SIGKILL', errorLines: [] });
  expect(error).toMatchObject({ code: 'ytdlp.failed', context: { signal: 'SIGKILL' } });
  expect(error.message).not.toBe('');
});
