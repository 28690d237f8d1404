import { expect, test } from 'vitest';
import { readAnsweredIdentity, readPageIdentity } from './identity.ts';

const answerOf = (context: object) => ({ responseContext: { mainAppWebResponseContext: context } });

test.each([
  [
    { LOGGED_IN: true, DATASYNC_ID: '117||' },
    { account: '117', persona: '117' },
  ],
  [
    { LOGGED_IN: true, DATASYNC_ID: '204||117' },
    { account: '117', persona: '204' },
  ],
  [{ LOGGED_IN: false, DATASYNC_ID: 'V1||' }, 'nobody'],
  [{ LOGGED_IN: true }, 'unknown'],
  [{}, 'unknown'],
])('the settings %j are those of %j', (config, identity) => {
  expect(readPageIdentity(config)).toEqual(identity);
});

test.each([
  [answerOf({ loggedOut: false, datasyncId: '117||' }), { account: '117', persona: '117' }],
  [answerOf({ loggedOut: false, datasyncId: '204||117' }), { account: '117', persona: '204' }],
  [answerOf({ loggedOut: true }), 'nobody'],
  [answerOf({ datasyncId: 7 }), 'unknown'],
  [{}, 'unknown'],
])('the answer %j is for %j', (answer, identity) => {
  expect(readAnsweredIdentity(answer)).toEqual(identity);
});
