import { expect, it } from 'vitest';
import { errorCodes } from '../../shared/error-codes.ts';
import { tellError } from './tell-error.ts';

it.each([
  ['platform.checkpoint', 'Your account is restricted'],
  ['platform.not_found', "This content isn't available right now"],
] as const)('of %s what to do comes first, and the words of the site after it', (code, message) => {
  expect(tellError({ code, message })).toBe(`${errorCodes[code].sentence} (${message})`);
});

it('nothing is said twice', () => {
  const { sentence } = errorCodes['platform.private'];
  expect(tellError({ code: 'platform.private', message: sentence })).toBe(sentence);
});

it('what is said by this product says all by itself', () => {
  const message = 'The tab was open before Star Export was; reload it.';
  expect(tellError({ code: 'platform.tab_lost', message })).toBe(message);
});
