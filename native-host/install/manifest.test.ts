import { expect, test } from 'vitest';
import { extensionId, firefoxExtensionId } from '../../shared/extension-key.ts';
import { hostName } from '../../shared/protocol/envelope.ts';
import { buildManifest, parseManifest } from './manifest.ts';

const origins = [`chrome-extension://${extensionId}/`, firefoxExtensionId];
const good = JSON.parse(buildManifest('chromium', '/x', origins)) as Record<string, unknown>;

test('it lets in exactly the known extensions', () => {
  expect(good).toEqual({
    name: hostName,
    description: 'Star Export companion',
    path: '/x',
    type: 'stdio',
    allowed_origins: [`chrome-extension://${extensionId}/`],
  });
  expect(JSON.parse(buildManifest('firefox', '/x', origins))).toMatchObject({
    allowed_extensions: [firefoxExtensionId],
  });
});

test.each(['chromium', 'firefox'] as const)('what was written for %s is read as it was meant', (kind) => {
  const caller = kind === 'chromium' ? origins[0] : origins[1];
  expect(parseManifest(kind, buildManifest(kind, '/x', origins))).toEqual({
    launcher: '/x',
    callers: [caller],
  });
});

test.each([
  ['{nope', 'it is not JSON'],
  [{ ...good, name: 'org.other' }, `its name is not ${hostName}`],
  [{ ...good, description: undefined }, 'it has no description'],
  [{ ...good, type: 'tcp' }, 'its type is not stdio'],
  [{ ...good, path: undefined }, 'it names no program'],
  [{ ...good, allowed_origins: undefined }, 'it has no allowed_origins'],
  [{ ...good, allowed_origins: ['chrome-extension://*/'] }, 'one of its allowed_origins is not exact'],
  [
    { ...good, allowed_origins: [`chrome-extension://${extensionId}`] },
    'one of its allowed_origins is not exact',
  ],
])('%j is not taken, as Chromium does not', (value, reason) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  expect(() => parseManifest('chromium', text)).toThrow(reason);
});
