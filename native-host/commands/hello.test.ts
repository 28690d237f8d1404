import { expect, test } from 'vitest';
import { oldestProtocol, protocolVersion } from '../../shared/protocol/envelope.ts';
import { negotiate } from './hello.ts';

test.each([
  [{ protocol: protocolVersion }, protocolVersion],
  [{ protocol: protocolVersion + 3, oldest: oldestProtocol }, protocolVersion],
  [{ protocol: oldestProtocol, oldest: 1 }, oldestProtocol],
])('with %j the newest that both speak is %s', (spoken, version) => {
  expect(negotiate(spoken)).toBe(version);
});

test.each([
  [{ protocol: oldestProtocol - 1 }, 'extension'],
  [{ protocol: protocolVersion + 1 }, 'companion'],
  [{ protocol: protocolVersion + 9, oldest: protocolVersion + 1 }, 'companion'],
])('with %j the %s is older', (spoken, older) => {
  expect(() => negotiate(spoken)).toThrow(
    expect.objectContaining({ code: 'host.protocol', message: expect.stringContaining(older) }),
  );
});
