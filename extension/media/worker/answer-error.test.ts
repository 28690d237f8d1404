import { expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { answerError } from './answer-error.ts';

const answer = (thrown: unknown) =>
  answerError(async () => {
    throw thrown;
  })();

it.each([
  ['QuotaExceededError', 'storage.full'],
  ['NotAllowedError', 'storage.permission'],
  ['InvalidStateError', 'storage.failed'],
])('the browser’s %s is answered as %s', async (name, code) => {
  expect(await answer(new DOMException('No.', name))).toMatchObject({ error: { code } });
});

it('our own errors are answered as they are, and results too', async () => {
  expect(await answer(new AppError('archive.damaged'))).toMatchObject({ error: { code: 'archive.damaged' } });
  expect(await answerError(async () => ({ done: true }))()).toEqual({ done: true });
});
