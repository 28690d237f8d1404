import { expect, test } from 'vitest';
import { parseLaneName, toLane, toLaneName } from '../core/requests/lane-name.ts';
import { toHashedIdentity } from './hash-identity.ts';

test('accounts are stored as hashes that say nothing without the salt, the same for each look', async () => {
  const identity = { account: '1234567890', persona: '42' };
  const asker = await toHashedIdentity(identity, 'tiktok', 'salt');
  expect(JSON.stringify(asker)).not.toMatch(/1234567890|"42"/);
  expect(asker).toMatchObject({ account: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(await toHashedIdentity(identity, 'tiktok', 'salt')).toEqual(asker);
  expect(await toHashedIdentity(identity, 'tiktok', 'other')).not.toEqual(asker);
  expect(await toHashedIdentity(identity, 'youtube', 'salt')).not.toEqual(asker);
});

test('a brand’s channels are several personas of one account, and share its lane', async () => {
  const [one, other] = await Promise.all(
    ['a', 'b'].map((persona) => toHashedIdentity({ account: 'me', persona }, 'youtube', 'salt')),
  );
  expect(one).not.toEqual(other);
  expect(toLane('youtube', one ?? 'unknown')).toEqual(toLane('youtube', other ?? 'unknown'));
});

test('the names of lanes lead back to them', () => {
  const lane = { platform: 'tiktok', account: 'ab12' } as const;
  expect(parseLaneName(toLaneName(lane))).toEqual(lane);
  expect(toLane('tiktok', 'nobody')).toEqual({ platform: 'tiktok', account: 'nobody' });
  expect(toLane('tiktok', 'unknown')).toBeNull();
  expect(parseLaneName('myspace:ab12')).toBeNull();
  expect(parseLaneName('tiktok')).toBeNull();
});
