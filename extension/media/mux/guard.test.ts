import { expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { guard } from './guard.ts';

const answer = (thrown: unknown) =>
  guard(async () => {
    throw thrown;
  })();

it.each([
  [new DOMException('No.', 'QuotaExceededError'), 'storage.full'],
  [new DOMException('No.', 'NoModificationAllowedError'), 'storage.failed'],
  [new DOMException('Decoding error.', 'EncodingError'), 'media.unsupported'],
  [new DOMException('Unsupported configuration.', 'NotSupportedError'), 'media.unsupported'],
  [new Error('Unknown box.'), 'media.unsupported'],
  [new AppError('media.codec_unfit'), 'media.codec_unfit'],
])('%s is answered as %s', async (thrown, code) => {
  expect(await answer(thrown)).toMatchObject({ error: { code } });
});
