import { describe, expect, it } from 'vitest';
import { answer, at, list, toHtml, toLines } from './__fixtures__/pages.ts';
import { dashXml, managedStory, story } from './__fixtures__/stories.ts';
import { readPage } from './read-page.ts';

const read = (body: string, more: { url?: string; status?: number } = {}) =>
  readPage({ url: more.url ?? null, status: more.status ?? null, body });
const code = (body: string, more = {}) => {
  const { page, items, error } = read(body, more);
  expect(items).toEqual([]);
  return `${page} ${error?.code}`;
};

describe('pages that say no', () => {
  const shell = (root: string, url: string, persona = '0') =>
    toHtml([], { roots: [`${root}.react`, `${root}.entrypoint`], url, persona });
  const og =
    '<meta property="og:title" content="A reel"/><meta property="og:url" content="https://www.facebook.com/reel/7/"/>';

  it('by being empty for whoever is not logged in', () => {
    const login = 'login platform.login_required';
    expect(code(shell('FBReelsRoot', '/reel/7/').replace('</head>', `${og}</head>`))).toBe(login);
    expect(code(shell('CometVideoHomeLOEVideoPermalinkRoot', '/12/videos/7/'))).toBe(login);
    expect(code(shell('ProfilePlusCometLoggedOutRoot', '/ada.example/'))).toBe(login);
  });

  it('by a form to log in', () => {
    const form = '<form id="login_form" action="/login/device-based/regular/login/?next=x">';
    expect(code(`<!DOCTYPE html><html lang="en" id="facebook"><title>Log into Facebook</title>${form}`)).toBe(
      'login platform.login_required',
    );
    expect(
      code('<!DOCTYPE html><html id="facebook">', { url: 'https://www.facebook.com/login/?next=x' }),
    ).toBe('login platform.login_required');
  });

  it('by a preview for programs, of which nothing is taken', () => {
    const page = read(`<!DOCTYPE html><html><head>${og}</head><body></body></html>`);
    expect(page).toMatchObject({
      page: 'login',
      items: [],
      title: null,
      error: { code: 'platform.login_required' },
    });
    expect(page.error?.message).toContain('preview');
  });

  it('by asking for a pause', () => {
    expect(code(shell('CometErrorRoot', '/photo/?fbid=7', '12'))).toBe('rate_limited platform.rate_limited');
    expect(code(answer(null), { status: 429 })).toBe('rate_limited platform.rate_limited');
    const errors = [{ message: 'Rate limit exceeded', code: 1675004, severity: 'CRITICAL' }];
    expect(code(JSON.stringify({ errors, data: null, extensions: { is_final: true } }))).toBe(
      'rate_limited platform.rate_limited',
    );
    expect(code('for (;;);{"__ar":1,"error":368,"errorSummary":"You’re Temporarily Blocked"}')).toBe(
      'rate_limited platform.rate_limited',
    );
  });

  it('by saying that the content is gone or hidden', () => {
    const title = 'This content isn’t available right now';
    const page = read(toHtml([], { roots: ['CometErrorRoot.react'], url: '/reel/7/', title }));
    expect(page).toMatchObject({
      page: 'unavailable',
      error: { code: 'platform.not_found', message: title },
    });
    const plain = `<html id="facebook"><script>{"props":{"title":"This content isn't available right now"}}</script>`;
    expect(code(plain)).toBe('unavailable platform.not_found');
    expect(code('<html id="facebook"><title>Page Not Found | Facebook</title>', { status: 404 })).toBe(
      'unavailable platform.not_found',
    );
  });

  it('by wanting to check who is there', () => {
    const checkpoint = 'unavailable platform.checkpoint';
    expect(code(toHtml([]), { url: 'https://www.facebook.com/checkpoint/601051028565049/?next=x' })).toBe(
      checkpoint,
    );
    expect(code(toHtml([], { url: '/checkpoint/828281030927956/' }))).toBe(checkpoint);
    expect(
      code('<html id="facebook"><form method="post" action="/checkpoint/601051028565049/submit/">'),
    ).toBe(checkpoint);
  });

  it('by wanting consent', () =>
    expect(code(toHtml([], { url: '/privacy/consent/?flow=user_cookie_choice_v2' }))).toBe(
      'consent platform.consent_required',
    ));

  it('in an answer that is only an error', () => {
    const ar = (error: number, errorSummary: string) =>
      `for (;;);${JSON.stringify({ __ar: 1, error, errorSummary })}`;
    expect(code(ar(1357001, 'Not Logged In'))).toBe('login platform.login_required');
    expect(code(ar(1357004, 'Sorry, something went wrong'))).toBe('unavailable net.http');
    expect(read(ar(1357004, 'Sorry, something went wrong')).error).toMatchObject({
      context: { code: 1357004 },
      retryable: true,
    });
  });

  it('in where an answer sends the page instead', () => {
    const sent = (redirect: string) =>
      code(`for (;;);${JSON.stringify({ __ar: 1, error: 1357005, redirect })}`);
    expect(sent('https://www.facebook.com/checkpoint/1/2/')).toBe('unavailable platform.checkpoint');
    expect(sent('/login/?next=x')).toBe('login platform.login_required');
    expect(sent('/elsewhere')).toBe('unavailable net.http');
  });

  it('but not when errors stand beside what was asked for', () => {
    const body = JSON.stringify({
      errors: [{ message: 'x', code: 1 }],
      data: at('node.timeline_list_feed_units', list([story('1')])),
    });
    expect(read(body)).toMatchObject({ page: 'timeline', items: [{ id: '1' }], error: null });
  });

  it('by being another page of the site', () => {
    expect(
      code(toHtml([], { roots: ['MarketplacePermalinkRoot.react'], url: '/marketplace/item/12/' })),
    ).toBe('unknown input.not_supported');
  });

  it('by holding nothing where something should be', () => {
    expect(code(toHtml([], { roots: ['FBReelsRoot.react'], url: '/reel/7/' }))).toBe(
      'unknown platform.page_changed',
    );
    expect(code(answer({ node: { id: '1' } }))).toBe('unknown platform.page_changed');
  });

  it('by being no page at all', () => {
    for (const body of ['', 'text', '7', '[1,2]', '"x"']) expect(code(body)).toBe('unknown input.unreadable');
  });
});

describe('pages of others', () => {
  it('are not judged, even where they are alike', () => {
    const og = '<meta property="og:url" content="https://www.instagram.com/reel/x/"/>';
    const persona = '["CurrentUserInitialData",[],{"USER_ID":"0"},270]';
    expect(code(`<!DOCTYPE html><html class="x"><head>${og}</head><script>${persona}</script></html>`)).toBe(
      'unknown platform.page_changed',
    );
    expect(code('<!DOCTYPE html><html><form id="login_form"></html>')).toBe('unknown platform.page_changed');
  });
});

describe('an embedded player', () => {
  const config = {
    video_id: '7',
    videoData: [
      {
        video_id: '7',
        hd_src: 'https://video.xx.fbcdn.net/7-hd.mp4',
        sd_src: null,
        dash_manifest: dashXml('7'),
        original_width: 720,
        video_url: 'https://www.facebook.com/reel/7/',
        is_live_stream: false,
      },
    ],
  };

  it('has the files of its video', () => {
    const body = `<!DOCTYPE html><html id="facebook"><script>s.handle({"instances":[["__inst",["VideoConfig","VideoPlayer"],[${JSON.stringify(config)}],1]]});</script></html>`;
    const page = read(body);
    expect(page).toMatchObject({
      page: 'embed',
      items: [{ kind: 'reel', id: '7', author: null }],
      error: null,
    });
    expect(page.items[0]?.media[0]?.variants).toHaveLength(4);
    expect(page.items[0]?.partial).toBeUndefined();
  });
});

describe('a page of several things', () => {
  const timeline = at('user.timeline_list_feed_units', list([story('1')], 'posts'));
  const photos = at('node.pageItems', list([], 'photos'));

  it('is the one its address names', () => {
    const body = toLines([{ data: timeline }, { data: photos }]).replaceAll(
      '"is_final":false',
      '"is_final":true',
    );
    expect(read(body)).toMatchObject({ page: 'timeline', continuation: 'posts' });
    expect(read(body, { url: 'https://www.facebook.com/ada.example/photos' })).toMatchObject({
      page: 'photos',
      continuation: 'photos',
    });
  });

  it('is whole when what was read of it is whole', () => {
    const data = at('user.timeline_manage_feed_units', list([managedStory('1')]));
    const html = toHtml([{ data }], { query: 'OneQuery' });
    const menu = toHtml([{ data: { login_data: {} } }, { data: {} }], { query: 'MenuQuery' }).replaceAll(
      '"complete":true',
      '"complete":false',
    );
    expect(read(html.replace('</body>', `${menu}</body>`))).toMatchObject({
      items: [{ id: '1' }],
      error: null,
    });
    expect(read(html.replaceAll('"complete":true', '"complete":false')).error?.code).toBe('net.failed');
  });
});

it('gives away no token of the page', () => {
  const data = at('user.timeline_list_feed_units', list([story('1')]));
  expect(JSON.stringify(read(toHtml([{ data }])))).not.toContain('SECRET-TOKEN');
});
