import { describe, expect, it } from 'vitest';
import { createRequestLog, type LoggedRequest } from './request-log.ts';

function toEntry(path: string, method = 'GET'): LoggedRequest {
  const host = 'www.youtube.com';
  const answer = { status: 200, bytesSent: 1, outcome: 'complete', account: null, kind: 'page' } as const;
  return { at: 1, method, host, path, query: '?a=1', client: '', headers: {}, body: '', ...answer };
}

describe('the request log', () => {
  it('finds requests by a part of their line or an expression over it', () => {
    const log = createRequestLog();
    log.add(toEntry('/watch'));
    log.add(toEntry('/youtubei/v1/browse', 'POST'));
    expect(log.count()).toBe(2);
    expect(log.count('GET https://www.youtube.com/watch?a=1')).toBe(1);
    expect(log.list(/^POST .*\/browse\?/).map(({ path }) => path)).toEqual(['/youtubei/v1/browse']);
  });

  it('keeps refusals apart, with the time of each', () => {
    const log = createRequestLog(() => 42);
    log.refuse({ method: 'CONNECT', target: 'example.org:443', reason: 'host not allowed' });
    expect(log.count()).toBe(0);
    expect(log.refusals('example.org')).toEqual([
      { at: 42, method: 'CONNECT', target: 'example.org:443', reason: 'host not allowed' },
    ]);
    expect(log.refusals('other')).toEqual([]);
  });

  it('forgets everything when cleared', () => {
    const log = createRequestLog();
    log.add(toEntry('/watch'));
    log.refuse({ method: 'GET', target: 'http://x/', reason: 'host not allowed' });
    log.clear();
    expect([log.count(), log.refusals()]).toEqual([0, []]);
  });
});
