import { expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { toPlaceError } from './place-error.ts';

it.each([
  ['that was renamed or unplugged', 'NotFoundError', { code: 'storage.folder_missing', retryable: false }],
  [
    'that may not be written to any more',
    'NotAllowedError',
    { code: 'storage.permission', retryable: false },
  ],
  ['whose disk is full', 'QuotaExceededError', { code: 'storage.full', retryable: false }],
  [
    'that another program has open',
    'NoModificationAllowedError',
    { code: 'storage.failed', retryable: true },
  ],
])('a place %s is told as what it is', (_, name, told) => {
  expect(toPlaceError(new DOMException('No.', name))).toMatchObject(told);
});

it('our own errors stay', () => {
  const own = new AppError('archive.damaged');
  expect(toPlaceError(own)).toBe(own);
});
