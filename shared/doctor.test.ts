import { expect, test } from 'vitest';
import { buildErrorHops, buildPortHops, type HopId, hopIds } from './doctor.ts';

const extensionId = 'moneefimbibohlpopfbdbgoladjdkgjp';

const brief = (error: string | null, hasAnswered = false) =>
  buildPortHops({ error, hasAnswered, extensionId }).map(({ id, state }) => `${state} ${id}`);

test.each([
  ['Specified native messaging host not found.', ['failed manifest']],
  ['No such native application org.star_export.companion', ['failed manifest']],
  [
    'Access to the specified native messaging host is forbidden.',
    ['ok manifest', 'ok manifest-content', 'failed callers'],
  ],
  [
    'Failed to start native messaging host.',
    ['ok manifest', 'ok manifest-content', 'ok callers', 'failed launcher'],
  ],
  ['Native host has exited.', ['ok manifest', 'ok manifest-content', 'ok callers', 'failed runtime']],
  [
    'Error when communicating with the native messaging host.',
    ['ok manifest', 'ok manifest-content', 'ok callers', 'failed runtime'],
  ],
  ['An unexpected error occurred', ['ok manifest', 'ok manifest-content', 'ok callers', 'failed launcher']],
  ['port closed', ['ok manifest', 'ok manifest-content', 'ok callers', 'failed runtime']],
  [
    'Native application tried to send a message of 1819043176 bytes, which exceeds the limit of 1048576 bytes.',
    ['ok manifest', 'ok manifest-content', 'ok callers', 'failed runtime'],
  ],
  [null, ['ok manifest', 'ok manifest-content', 'ok callers', 'ok launcher', 'failed start']],
])('%s tells how far the browser came', (error, hops) => {
  expect(brief(error)).toEqual(hops);
});

test('a companion that had answered was in place, whatever ended it', () => {
  for (const error of ['Native host has exited.', 'Error when communicating with the native messaging host.'])
    expect(brief(error, true).at(-1)).toBe('failed start');
});

test('a text that nobody has met says nothing', () => {
  expect(brief('The moon is full.')).toEqual([]);
});

test('the failed hop comes last and says what to do; the order is that of the list', () => {
  for (const error of ['host not found', 'host is forbidden', 'Native host has exited.', null]) {
    const hops = buildPortHops({
      error: error && `native messaging ${error}`,
      hasAnswered: false,
      extensionId,
    });
    const order = hops.map(({ id }) => hopIds.indexOf(id));
    expect(order).toEqual([...order].sort((left, right) => left - right));
    expect(hops.filter(({ state }) => state !== 'ok').map(({ fix }) => fix === null)).toEqual(
      hops.length === 0 ? [] : [false],
    );
  }
});

test('an extension that may not call is told the command that lets it', () => {
  const hop = buildPortHops({
    error: 'Access to the specified native messaging host is forbidden.',
    hasAnswered: false,
    extensionId,
  }).at(-1);
  expect(hop?.fix).toMatchObject({ kind: 'command', command: expect.stringContaining(extensionId) });
});

test.each<[string, HopId]>([
  ['host.forbidden', 'callers'],
  ['host.moved', 'runtime'],
  ['host.settings', 'settings'],
  ['host.protocol', 'protocol'],
])('%s, told by the companion itself, is about %s', (code, id) => {
  const hops = buildErrorHops({ code, message: 'why', context: {} });
  expect(hops.filter(({ state }) => state === 'failed')).toMatchObject([{ id, text: 'why' }]);
  const order = hops.map((hop) => hopIds.indexOf(hop.id));
  expect(order).toEqual([...order].sort((left, right) => left - right));
});

test('the side that is older is the one to update', () => {
  const fixOf = (companion: number, extension: number) =>
    buildErrorHops({ code: 'host.protocol', message: '', context: { companion, extension } }).at(-1)?.fix;
  expect(fixOf(3, 2)).toMatchObject({ action: 'update-extension' });
  expect(fixOf(2, 3)).toMatchObject({ action: 'install' });
});

test('an error of one command says nothing of the way to the companion', () => {
  expect(buildErrorHops({ code: 'ytdlp.missing', message: '', context: {} })).toEqual([]);
});
