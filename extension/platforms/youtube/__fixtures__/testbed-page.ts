import type { SiteCookie, YoutubeSite } from '../../../../testbed/youtube/index.ts';
import type { PageAccess } from '../../platform.ts';

export interface TestbedPage extends PageAccess {
  /** Paths that were asked for. */
  asked: string[];
}

/** A page of the testbed's YouTube as a collector sees it, without a browser or a network in between. */
export async function openTestbedPage(
  site: YoutubeSite,
  path: string,
  cookies: readonly SiteCookie[] = [],
): Promise<TestbedPage> {
  const url = new URL(path, 'https://www.youtube.com');
  const jar = new Map(cookies.map(({ name, value }) => [name, value]));
  const asked: string[] = [];
  const respond = async (target: URL, init?: RequestInit): Promise<Response> => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    const request = {
      method: init?.method ?? 'GET',
      url: target,
      headers: init ? { ...headers, origin: url.origin } : headers,
      cookies: jar,
      body: Buffer.from(typeof init?.body === 'string' ? init.body : ''),
    };
    const { status = 200, headers: sent = {}, body = '' } = await site.respond(request);
    return new Response(typeof body === 'string' || Buffer.isBuffer(body) ? String(body) : '', {
      status,
      headers: Object.entries(sent).map(([name, value]): [string, string] => [name, String(value)]),
    });
  };
  const html = await (await respond(url)).text();
  return {
    asked,
    url: () => url,
    html: () => html,
    cookie: () => cookies.filter(({ httpOnly }) => !httpOnly).map(({ name, value }) => `${name}=${value}`).join('; '),
    tap: null,
    driver: null,
    requestUrls: () => [],
    nowMs: () => Date.now(),
    fetch: (input, init) => {
      const target = new URL(String(input));
      asked.push(target.pathname);
      return respond(target, init);
    },
  };
}
