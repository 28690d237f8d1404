import { expect, it } from 'vitest';
import { AppError, toAppError } from '../../../shared/app-error.ts';
import { toFileError, toPlaceError } from './place-error.ts';

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

it.each([
  ['in whose place a folder lies', 'TypeMismatchError', 'storage.read_only', /a folder has its name/],
  ['whose name a disk does not take', 'NotFoundError', 'storage.read_only', /too long/],
  ['that is open elsewhere', 'NoModificationAllowedError', 'storage.failed', /open in another program.*No\./],
  ['for which there is no room', 'QuotaExceededError', 'storage.full', /disk is full/],
  ['that may not be written', 'NotAllowedError', 'storage.permission', /asked again/],
])('a file %s is named, with what to do', (...[, name, code, words]) => {
  const error = toFileError(new DOMException('No.', name), 'media/a.jpg');
  expect(error).toMatchObject({ code });
  const { message } = toAppError(error);
  expect(message).toMatch(words);
  expect(message.includes('“media/a.jpg”')).toBe(/read_only|failed/.test(code));
});

it('our own errors stay', () => {
  const own = new AppError('archive.damaged');
  expect(toPlaceError(own)).toBe(own);
  expect(toFileError(own, 'media/a.jpg')).toBe(own);
});
