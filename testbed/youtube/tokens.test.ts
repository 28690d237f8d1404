import { describe, expect, it } from 'vitest';
import { createTokens } from './tokens.ts';

const payload = { kind: 'tab', list: 'UC1', offset: 30, account: null };

describe('continuation tokens', () => {
  it('are opened where they were issued', () => {
    const tokens = createTokens({ seed: 1, ttlMs: 1000, now: () => 5 });
    expect(tokens.open(tokens.issue(payload))).toEqual({ ...payload, issuedAtMs: 5 });
  });

  it('say nothing to a reader', () => {
    const token = createTokens({ seed: 1, ttlMs: 1000, now: () => 5 }).issue(payload);
    expect(token).toMatch(/^4qmFsg[\w-]+%3D$/);
    expect(Buffer.from(token.slice(6), 'base64url').toString('latin1')).not.toContain('UC1');
  });

  it('are refused when changed, foreign or too old', () => {
    let nowMs = 0;
    const tokens = createTokens({ seed: 1, ttlMs: 1000, now: () => nowMs });
    const token = tokens.issue(payload);
    const changed = token.slice(0, 30) + (token[30] === 'A' ? 'B' : 'A') + token.slice(31);
    expect(tokens.open(changed)).toBeNull();
    expect(tokens.open('4qmFsgAAAA%3D')).toBeNull();
    expect(createTokens({ seed: 2, ttlMs: 1000, now: () => 0 }).open(token)).toBeNull();
    nowMs = 1001;
    expect(tokens.open(token)).toBeNull();
  });
});
