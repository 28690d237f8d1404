import { describe, expect, it, vi } from 'vitest';
import type { PageAccess } from '../../platform.ts';
import { readCaption } from './caption.ts';

const address = 'https://www.youtube.com/api/timedtext?v=abc&lang=en&fmt=vtt';

const createPage = (answer: Response | Error) => {
  const fetch = vi.fn(async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const page: PageAccess = {
    url: () => new URL('https://www.youtube.com/'),
    html: () => '',
    cookie: () => '',
    fetch,
    nowMs: () => 0,
    tap: null,
    driver: null,
    requestUrls: () => [],
  };
  return { page, fetch };
};

describe('the text of a caption track', () => {
  it('is asked with the page’s cookies', async () => {
    const { page, fetch } = createPage(new Response('WEBVTT\n\n'));
    expect(await readCaption(page, address)).toBe('WEBVTT\n\n');
    expect(fetch).toHaveBeenCalledWith(address, { credentials: 'include' });
  });

  it.each([
    'https://evil.test/api/timedtext',
    'https://www.youtube.com/logout',
    'http://www.youtube.com/api/timedtext',
    'javascript:alert(1)',
  ])('is not asked from %s', async (other) => {
    const { page, fetch } = createPage(new Response('WEBVTT'));
    await expect(readCaption(page, other)).rejects.toMatchObject({ code: 'input.url_refused' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('that is empty, as without a token of origin, is not saved as captions', async () => {
    const { page } = createPage(new Response(''));
    await expect(readCaption(page, address)).rejects.toMatchObject({ code: 'media.wrong_type' });
  });

  it('that is gone is not found', async () => {
    const { page } = createPage(new Response('', { status: 404 }));
    await expect(readCaption(page, address)).rejects.toMatchObject({ code: 'platform.not_found' });
  });

  it('waits as long as the site says', async () => {
    const { page } = createPage(new Response('', { status: 429, headers: { 'retry-after': '30' } }));
    await expect(readCaption(page, address)).rejects.toMatchObject({
      code: 'platform.rate_limited',
      context: { retryAfterSec: 30 },
    });
  });

  it('that does not arrive is a failed request', async () => {
    const { page } = createPage(new TypeError('Failed to fetch'));
    await expect(readCaption(page, address)).rejects.toMatchObject({ code: 'net.failed' });
  });
});
