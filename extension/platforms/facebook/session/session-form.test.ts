import { describe, expect, it } from 'vitest';
import { captureTitle, hasCaptures, listCaptures, readCapture } from '../__fixtures__/raw-pages.ts';
import { readSessionForm, toSessionForm } from './session-form.ts';

const module = (name: string, value: object) => `["${name}",[],${JSON.stringify(value)},1]`;
const page = (...modules: string[]) =>
  `<html id="facebook"><script type="application/json" data-sjs>{"define":[${modules.join()}]}</script></html>`;
const lsd = module('LSD', { token: 'AVq' });
const user = (id: string, account = id) =>
  module('CurrentUserInitialData', { ACCOUNT_ID: account, USER_ID: id, NAME: 'Ada' });

describe('the form of a session', () => {
  it('has the account, the tokens with their checksum, and the release', () => {
    const site = module('SiteData', { client_revision: 7, haste_session: '1.HYP', hsi: '99', __spin_t: 5 });
    const form = readSessionForm(page(user('100'), lsd, module('DTSGInitialData', { token: 'AB' }), site));
    expect(form).toEqual({
      personaId: '100',
      accountId: '100',
      fields: {
        av: '100',
        __user: '100',
        __a: '1',
        __comet_req: '15',
        __hs: '1.HYP',
        __rev: '7',
        __hsi: '99',
        __spin_t: '5',
        fb_dtsg: 'AB',
        jazoest: '2131',
        lsd: 'AVq',
      },
    });
  });

  it('knows who acts as a page from the page', () => {
    const form = readSessionForm(page(user('200', '100'), lsd));
    expect(form).toMatchObject({ personaId: '200', accountId: '100', fields: { av: '200', __user: '200' } });
  });

  it('is nobody’s where nobody is logged in', () => {
    const form = readSessionForm(page(user('0'), lsd, module('DTSGInitialData', {})));
    expect(form?.personaId).toBeNull();
    expect(form?.fields).not.toHaveProperty('fb_dtsg');
  });

  it.each(['', 'no page', page(), page(user('100')), page(lsd), '"LSD",[],{"token":'])(
    'is none where the page is no page of the app: %s',
    (html) => {
      expect(readSessionForm(html)).toBeNull();
    },
  );

  it('is taken from a request of the page as it is, without its question', () => {
    const fields = { av: '100', __user: '100', __dyn: 'x', fb_dtsg: 'AB', lsd: 'AVq' };
    const question = { __req: '7', doc_id: '1', variables: '{}', fb_api_req_friendly_name: 'Q' };
    const form = toSessionForm(new URLSearchParams({ ...fields, ...question }));
    expect(form).toEqual({ personaId: '100', accountId: null, fields });
    expect(toSessionForm(new URLSearchParams(question))).toBeNull();
  });
});

describe.skipIf(!hasCaptures)(captureTitle, () => {
  it('have a checksum that is the page’s own', () => {
    const pages = listCaptures()
      .map(readCapture)
      .filter((text) => text.includes('__eqmc'));
    expect(pages.length).toBeGreaterThan(1);
    for (const text of pages) {
      const form = readSessionForm(text);
      const [, own] = /jazoest=(\d+)/.exec(text) ?? [];
      if (own !== undefined) expect(form?.fields.jazoest).toBe(own);
    }
  });
});
