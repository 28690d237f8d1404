import { describe, expect, it } from 'vitest';
import type { PageAccess } from '../../platform.ts';
import { captureTitle, hasCaptures, listCaptures, readCapture } from '../__fixtures__/raw-pages.ts';
import { readScripts } from '../documents/html.ts';
import { readPreloads } from '../documents/preloads.ts';
import { createDesk } from './desk.ts';
import { findTemplate, learnRequest } from './find-template.ts';

const gate = '__relay_internal__pv__IsWorkUserrelayprovider';
const preload = (name: string, queryID: string, variables: object) => ({
  actorID: '100',
  preloaderID: `adp_${name}RelayPreloader_1`,
  queryID,
  queryName: name,
  variables,
});
const toScript = (value: unknown) =>
  `<script type="application/json" data-sjs>${JSON.stringify(value)}</script>`;
const operation = (name: string, id: string) =>
  `__d("${name}_facebookRelayOperation",[],(function(t,n,r,o,a,i){a.exports="${id}"}),null);`;
const scriptUrl = (name: string) => `https://static.xx.fbcdn.net/rsrc.php/v4/yT/r/${name}.js`;

/** A page with these scripts: by name, of those that it has loaded and those that it only names. */
function openPage(html: string, scripts: Record<string, string> = {}, loaded: string[] = []) {
  const fetched: string[] = [];
  const page = {
    html: () => html,
    requestUrls: () => loaded.map(scriptUrl),
    fetch: async (input: string | URL | Request) => {
      const name = /([\w-]+)\.js$/.exec(String(input))?.[1] ?? '';
      fetched.push(name);
      const text = scripts[name];
      return text === undefined ? new Response('', { status: 404 }) : new Response(text);
    },
  };
  return { desk: createDesk(page as unknown as PageAccess), fetched };
}

describe('how a query is asked', () => {
  it('is known of the queries that the page came with', async () => {
    const start = { expectedPreloaders: [preload('HomeQuery', '111222', { count: 3, [gate]: true })] };
    const { desk, fetched } = openPage(toScript({ require: [[start]] }));
    expect(await findTemplate(desk, 'HomeQuery')).toMatchObject({
      docId: '111222',
      variables: { count: 3, [gate]: true },
    });
    expect(fetched).toEqual([]);
  });

  it('is found in a script of the page, loaded ones first, with the switches of the account', async () => {
    const start = { expectedPreloaders: [preload('HomeQuery', '111222', { userID: '5', [gate]: true })] };
    const html = toScript({
      start,
      rsrcMap: { a: { src: scriptUrl('late') }, b: { src: scriptUrl('early') } },
    });
    const scripts = { late: operation('MoreQuery', '333444'), early: operation('OtherQuery', '555666') };
    const { desk, fetched } = openPage(html, scripts, ['early']);
    expect(await findTemplate(desk, 'MoreQuery')).toEqual({
      docId: '333444',
      isWhole: false,
      variables: { [gate]: true },
    });
    expect(fetched).toEqual(['early', 'late']);
    // What was read on the way is remembered.
    expect((await findTemplate(desk, 'OtherQuery')).docId).toBe('555666');
    expect(fetched).toHaveLength(2);
  });

  it('is best known from a request of the page', async () => {
    const start = { expectedPreloaders: [preload('HomeQuery', '111222', { count: 3 })] };
    const { desk } = openPage(toScript(start));
    const body = { fb_api_req_friendly_name: 'HomeQuery', doc_id: '777888', variables: '{"count":5}' };
    learnRequest(desk, new URLSearchParams(body));
    expect(await findTemplate(desk, 'HomeQuery')).toMatchObject({ docId: '777888', variables: { count: 5 } });
    learnRequest(desk, new URLSearchParams({ ...body, doc_id: '9', variables: 'no JSON' }));
    expect((await findTemplate(desk, 'HomeQuery')).docId).toBe('777888');
  });

  it('is not made up where nothing says it', async () => {
    const html = toScript({ src: scriptUrl('gone'), other: 'https://evil.test/rsrc.php/x.js' });
    const { desk, fetched } = openPage(html, {}, []);
    await expect(findTemplate(desk, 'MoreQuery')).rejects.toMatchObject({
      code: 'platform.page_changed',
      context: { query: 'MoreQuery' },
    });
    expect(fetched).toEqual(['gone']);
  });
});

describe.skipIf(!hasCaptures)(captureTitle, () => {
  it('name the queries that they came with', () => {
    const named = listCaptures()
      .filter((file) => file.endsWith('.html'))
      .flatMap((file) => readPreloads(readScripts(readCapture(file)).values));
    const names = new Set(named.map(({ name }) => name));
    expect(names).toContain('CometSinglePostDialogContentQuery');
    expect(names).toContain('FBReelsRootWithEntrypointQuery');
    for (const { docId } of named) expect(docId).toMatch(/^\d{10,20}$/);
    expect(
      named.some(({ variables }) => Object.keys(variables).some((key) => key.endsWith('relayprovider'))),
    ).toBe(true);
  });
});
