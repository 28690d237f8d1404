import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { createRunningWork } from '../worker/running-work.ts';
import { createFileRequests } from './file-request.ts';
import { createHostSlots } from './host-slots.ts';
import { parseFileUrl } from './parse-file-url.ts';

const { signal } = new AbortController();

describe('places at a host', () => {
  it('are given to as many as there are, and then to who waits', async () => {
    const slots = createHostSlots(1);
    const give = await slots.take('a.test', signal);
    expect([slots.isFree('a.test'), slots.isFree('b.test')]).toEqual([false, true]);
    let isIn = false;
    const second = slots.take('a.test', signal).then((giveBack) => {
      isIn = true;
      return giveBack;
    });
    await Promise.resolve();
    expect(isIn).toBe(false);
    give();
    give();
    const giveSecond = await second;
    expect(slots.isFree('a.test')).toBe(false);
    giveSecond();
    expect(slots.isFree('a.test')).toBe(true);
  });

  it('are not waited for by who has given up', async () => {
    const slots = createHostSlots(1);
    const give = await slots.take('a.test', signal);
    const abort = new AbortController();
    const waiting = slots.take('a.test', abort.signal);
    abort.abort(new AppError('job.cancelled'));
    await expect(waiting).rejects.toMatchObject({ code: 'job.cancelled' });
    give();
    expect(slots.isFree('a.test')).toBe(true);
  });
});

describe('a fetch that runs', () => {
  it('is joined by whoever asks for the same file, and told to all', async () => {
    const fetches = createRunningWork<string, number>();
    let tell = (_progress: number): void => {};
    let finish = (_result: string): void => {};
    const start = vi.fn((onProgress: (progress: number) => void) => {
      tell = onProgress;
      return new Promise<string>((resolve) => {
        finish = resolve;
      });
    });
    const told: number[] = [];
    const first = fetches.run('a\n', start, (progress) => told.push(progress));
    const second = fetches.run('a\n', start, (progress) => told.push(progress * 10));
    await vi.waitFor(() => expect(start).toHaveBeenCalled(), 15_000);
    tell(1);
    finish('done');
    expect(await Promise.all([first, second])).toEqual(['done', 'done']);
    expect([start.mock.calls.length, told]).toEqual([1, [1, 10]]);
  });

  it('that was stopped is begun anew, after it has written down where it was', async () => {
    const fetches = createRunningWork<string>();
    const events: string[] = [];
    const start = async (_tell: unknown, stopped: AbortSignal): Promise<string> => {
      await new Promise((resolve) => stopped.addEventListener('abort', resolve));
      events.push('saved');
      throw stopped.reason;
    };
    const first = fetches.run('job\na\n', start, () => {});
    const ended = expect(first).rejects.toMatchObject({ code: 'job.cancelled' });
    await Promise.resolve();
    await Promise.resolve();
    const stopping = fetches.stop('job\n');
    const again = fetches.run(
      'job\na\n',
      async () => `${events}`,
      () => {},
    );
    await stopping;
    await ended;
    expect(await again).toBe('saved');
  });
});

describe('N08: an address', () => {
  it.each(['https://a.test/x.mp4?y=1#z', 'https://8.8.8.8/a', 'https://[2606:4700::1]/'])(
    '%s may be fetched',
    (url) => {
      expect(parseFileUrl(url).href).toContain('https://');
    },
  );

  it.each([
    ...['http://a.test/', 'file:///etc/passwd', 'data:text/plain,a', 'concat:a|b', 'a.mp4', ''].map((url) => [
      url,
      'input.url_refused',
    ]),
    ...[
      'https://localhost/',
      'https://localhost./',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://10.1.2.3/',
    ].map((url) => [url, 'net.private_address']),
    ...['https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://[fe80::1]/', 'https://[fd00::1]/'].map(
      (url) => [url, 'net.private_address'],
    ),
    ...['https://169.254.169.254/', 'https://192.168.0.1/', 'https://172.20.0.1/', 'https://nas.local./'].map(
      (url) => [url, 'net.private_address'],
    ),
  ])('%s is refused', (url, code) => {
    expect(() => parseFileUrl(url)).toThrow(expect.objectContaining({ code }));
  });
});

describe('cookies', () => {
  afterEach(() => vi.unstubAllGlobals());

  const readCredentials = async (address: string, cookieDomains: string[]) => {
    const fetch = vi.fn(async (_address: string, _init: RequestInit) => new Response('x', { status: 500 }));
    vi.stubGlobal('fetch', fetch);
    const asked = { address, cookieDomains, mayBePacked: false, timeoutMs: 1000 };
    const requests = createFileRequests({ ...asked, slots: createHostSlots(1) });
    await requests.askFirst(null, signal).catch(() => undefined);
    return fetch.mock.calls[0]?.[1].credentials;
  };

  it.each([
    ['https://a.test/film.mp4', ['a.test']],
    ['https://files.a.test/film.mp4', ['b.test', 'a.test']],
    ['https://files.a.test:8443/film.mp4', ['a.test']],
  ])('go along to %s, which is of %j', async (address, domains) => {
    expect(await readCredentials(address, domains)).toBe('include');
  });

  it.each([
    ['https://a.test/film.mp4', []],
    ['https://b.test/a.test/film.mp4', ['a.test']],
    ['https://not-a.test/film.mp4', ['a.test']],
    ['https://a.test/film.mp4', ['files.a.test']],
    ['https://a.test.example/film.mp4', ['a.test']],
  ])('stay away from %s, which is not of %j', async (address, domains) => {
    expect(await readCredentials(address, domains)).toBe('omit');
  });
});

describe('N08: a redirect', () => {
  afterEach(() => vi.unstubAllGlobals());

  const follow = async (url: string) => {
    const body = new ReadableStream<Uint8Array>({ start: (to) => to.enqueue(new Uint8Array(9)) });
    const response = new Response(body, { headers: { 'content-length': '9' } });
    vi.stubGlobal('fetch', async () => Object.defineProperties(response, facts(url)));
    const requests = createFileRequests({
      address: 'https://a.test/x',
      cookieDomains: [],
      mayBePacked: false,
      timeoutMs: 1000,
      slots: createHostSlots(1),
    });
    return requests.askFirst(null, signal);
  };
  const facts = (url: string) => ({ url: { value: url }, redirected: { value: true } });

  it.each([
    ['https://192.168.1.1/x', 'net.private_address'],
    ['https://router.local/x', 'net.private_address'],
    ['http://b.test/x', 'input.url_refused'],
  ])('that ends at %s is given up before a byte is read', async (url, code) => {
    await expect(follow(url)).rejects.toMatchObject({ code });
  });

  it('to another site is followed', async () => {
    expect(await (await follow('https://b.test/x')).read()).toHaveLength(9);
  });
});
