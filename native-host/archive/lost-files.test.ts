import { expect, test } from 'vitest';
import { sampleSource } from '../../extension/exporters/__fixtures__/sample-archive.ts';
import { listLost, toReason } from './lost-files.ts';

const files = ['damaged', 'missing', 'unread'].map((path) => ({
  path,
  bytes: 1,
  sha256: '0'.repeat(64),
  source: `https://media.example/${path}`,
}));
const problems = [
  { id: 'damaged', code: 'archive.damaged', message: '' },
  { id: 'missing', code: 'archive.missing_file', message: '' },
  { id: 'unread', code: 'archive.unreadable', message: '' },
  { id: 'more', code: 'archive.extra_file', message: '' },
] as const;

const problem = (id: string) => ({ id, code: 'archive.damaged', message: '' }) as const;

test.each([
  ['youtube', 'https://www.youtube.com/api/timedtext', false],
  ['youtube', 'https://i.ytimg.com/vi/a/hqdefault.jpg', true],
  ['tiktok', 'https://v16-webapp-prime.us.tiktok.com/video/tos/a/', false],
  ['tiktok', 'https://p16-sign-va.tiktokcdn.com/obj/a.jpeg', false],
  ['tiktok', 'https://p16-common-sign.tiktokcdn-us.com/a.jpeg', false],
  ['tiktok', 'https://sf16-ies-music-va.tiktokcdn.com/obj/a.mp3', true],
  ['facebook', 'https://scontent.xx.fbcdn.net/v/a.jpg', false],
] as const)('of %s the address %s can be asked without its query: %s', (platform, source, isAsked) => {
  const manifest = {
    files: [{ path: 'a', bytes: 1, sha256: '0'.repeat(64), source }],
    source: { ...sampleSource, platform },
  };
  expect(listLost(manifest, [problem('a')])).toHaveLength(isAsked ? 1 : 0);
  if (!isAsked) expect(toReason(problem('a'), manifest)).toContain('only the extension');
});

test('what is damaged or missing is fetched again, and not what could only not be read', () => {
  expect(listLost({ files, source: sampleSource }, problems).map(({ record }) => record.path)).toEqual([
    'damaged',
    'missing',
  ]);
  expect(toReason(problems[2], { files })).toContain('could not be read');
});
