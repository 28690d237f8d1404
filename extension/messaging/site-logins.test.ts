import { beforeEach, describe, expect, it, vi } from 'vitest';

const cookie = (domain: string, hostOnly = !domain.startsWith('.')) => ({
  name: 'session',
  value: domain,
  domain,
  hostOnly,
  path: '/',
  secure: true,
  httpOnly: true,
});
const jar = [
  cookie('.video.example'),
  cookie('www.video.example'),
  cookie('shop.video.example'),
  cookie('.www.video.example'),
];
const allowed = new Set<string>();
const asked: unknown[] = [];
const permissions = {
  contains: async ({ origins }: { origins: string[] }) => origins.every((origin) => allowed.has(origin)),
  request: async (wanted: { origins: string[] }) => {
    asked.push(wanted);
    for (const origin of wanted.origins) allowed.add(origin);
    return true;
  },
  remove: async ({ origins }: { origins: string[] }) => origins.every((origin) => allowed.delete(origin)),
};
const getAll = vi.fn(async () => jar);
const stored = new Map<string, unknown>();
const local = {
  get: async (key: string) => ({ [key]: stored.get(key) }),
  set: async (values: object) => {
    for (const [key, value] of Object.entries(values)) stored.set(key, value);
  },
  remove: async (key: string) => void stored.delete(key),
};
vi.mock('wxt/browser', () => ({ browser: { permissions, cookies: { getAll }, storage: { local } } }));

const { askForSite, dropLogin, isLoginAllowed, listLoginSites, readSiteCookies, siteOf } = await import(
  './site-logins.ts'
);
const askForLogin = (address: string) => askForSite(address, true);
const page = 'https://www.video.example/watch/1';

beforeEach(() => {
  allowed.clear();
  stored.clear();
  asked.length = 0;
  getAll.mockClear();
});

describe('the login on a site that is no platform', () => {
  it.each([
    ['https://www.video.example/watch', 'video.example'],
    ['https://a.b.video.co.uk/', 'video.co.uk'],
    ['https://video.com.br/x', 'video.com.br'],
    ['https://live.video.tv/', 'video.tv'],
    ['http://video.example/', null],
    ['https://192.168.0.1/', null],
    ['https://[::1]/', null],
    ['https://router/', null],
    ['chrome://settings', null],
    ['no address', null],
  ])('of %s is that on %s', (address, site) => {
    expect(siteOf(address)).toBe(site);
  });

  it('is asked for that site alone, and can be given back', async () => {
    expect(await isLoginAllowed(page)).toBe(false);
    expect(await askForLogin(page)).toBe(true);
    expect(asked).toEqual([{ origins: ['https://*.video.example/*'] }]);
    expect(await isLoginAllowed(page)).toBe(true);
    expect(await isLoginAllowed('https://other.example/')).toBe(false);
    await dropLogin(page, false);
    expect(await isLoginAllowed(page)).toBe(false);
    expect(allowed.size).toBe(0);
  });

  it('stays off where the browser was allowed to fetch without it, and is switched on and off by itself', async () => {
    expect(await askForSite(page, false)).toBe(true);
    expect(await listLoginSites(page)).toEqual([]);
    expect(await readSiteCookies(page)).toEqual([]);
    await askForLogin(page);
    expect(await listLoginSites(page)).toEqual(['video.example']);
    await dropLogin(page, true);
    expect(await listLoginSites(page)).toEqual([]);
    expect([...allowed]).toEqual(['https://*.video.example/*']);
  });

  it('is off again where the browser no longer allows it, and when it is only allowed to fetch after that', async () => {
    await askForLogin(page);
    allowed.clear();
    expect(await isLoginAllowed(page)).toBe(false);
    await askForSite(page, false);
    expect(await isLoginAllowed(page)).toBe(false);
  });

  it('is not read before it was allowed', async () => {
    expect(await readSiteCookies(page)).toEqual([]);
    expect(getAll).not.toHaveBeenCalled();
  });

  it('is what the browser would send to the page, and nothing of the site beside it', async () => {
    await askForLogin(page);
    const lent = await readSiteCookies(page);
    expect(lent.map(({ domain }) => domain)).toEqual([
      '.video.example',
      'www.video.example',
      '.www.video.example',
    ]);
  });
});
