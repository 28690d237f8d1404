import { describe, expect, it } from 'vitest';
import { createFaultList, type FaultMatch, type FaultTarget } from './faults.ts';

const target: FaultTarget = {
  method: 'POST',
  host: 'www.youtube.com',
  path: '/youtubei/v1/browse?prettyPrint=false',
  body: '{"continuation":"abc"}',
  client: 'Mozilla/5.0',
};
const fault = { kind: 'drop' } as const;

describe('a fault', () => {
  it.each<[string, FaultMatch]>([
    ['everything', {}],
    ['the host', { host: 'www.youtube.com' }],
    ['a wildcard host', { host: '*.youtube.com' }],
    ['a part of path and query', { path: 'browse?pretty' }],
    ['an expression over path and query', { path: /browse\?.*false$/ }],
    ['a sticky or global expression, every time', { path: /browse/g }],
    ['the method', { method: 'POST' }],
    ['a part of the body', { bodyIncludes: '"abc"' }],
    ['the client', { client: /^Mozilla/ }],
  ])('hits a request by %s', (_, match) => {
    const faults = createFaultList();
    faults.add({ match, fault });
    expect([faults.take(target), faults.take(target)]).toEqual([fault, fault]);
  });

  it.each<[string, FaultMatch]>([
    ['host', { host: 'i.ytimg.com' }],
    ['path', { path: '/watch' }],
    ['method', { method: 'GET', host: 'www.youtube.com' }],
    ['body', { bodyIncludes: 'xyz' }],
    ['client', { client: 'yt-dlp' }],
  ])('passes a request with another %s', (_, match) => {
    const faults = createFaultList();
    faults.add({ match, fault });
    expect(faults.take(target)).toBeUndefined();
  });

  it('lets `skip` requests pass, hits `times` and is then spent', () => {
    const faults = createFaultList();
    faults.add({ match: {}, skip: 2, times: 2, fault });
    const taken = Array.from({ length: 6 }, () => faults.take(target)?.kind);
    expect(taken).toEqual([undefined, undefined, 'drop', 'drop', undefined, undefined]);
    expect(faults.list()).toMatchObject([{ hits: 2 }]);
  });

  it('gives way to an earlier one until that is spent', () => {
    const faults = createFaultList();
    faults.add({ match: {}, times: 1, fault: { kind: 'status', status: 503 } });
    faults.add({ match: {}, fault });
    expect([faults.take(target)?.kind, faults.take(target)?.kind]).toEqual(['status', 'drop']);
  });

  it('is removed alone or with all others', () => {
    const faults = createFaultList();
    const remove = faults.add({ match: {}, fault: { kind: 'status', status: 503 } });
    faults.add({ match: {}, fault });
    remove();
    expect(faults.take(target)).toBe(fault);
    faults.clear();
    expect(faults.take(target)).toBeUndefined();
  });
});
