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

test('what is damaged or missing is fetched again, and not what could only not be read', () => {
  expect(listLost({ files, source: sampleSource }, problems).map(({ record }) => record.path)).toEqual([
    'damaged',
    'missing',
  ]);
  expect(toReason(problems[2], files)).toContain('could not be read');
});
