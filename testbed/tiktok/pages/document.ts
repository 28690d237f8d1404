import { escapeHtml, toScriptJson } from '../../html-text.ts';
import type { Json } from '../shapes/context.ts';

/** Where the page's own scripts and styles are served. */
export const assetHost = 'sf16-website-login.neutral.ttwstatic.com';
export const assetPath = '/obj/tiktok_web_login_static/tiktok/webapp/main/webapp-desktop/';
/** The script that signs calls. */
export const signerPath = '/obj/tiktok_web_login_static/webmssdk/1.0.0.368/webmssdk.js';

const assets = `https://${assetHost}${assetPath}`;

/** A whole page: its data in one script, its signer, its app. */
export function toDocument(parts: { title: string; scopes: Json }): string {
  return `<!DOCTYPE html><html lang="en" data-tux-color-scheme="light" dir="ltr"><head>${[
    '<meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1.0">',
    `<title>${escapeHtml(parts.title)}</title>`,
    ...['main', 'content'].map(
      (name) => `<link rel="stylesheet" href="${assets}static/assets/${name}.css" crossorigin="anonymous">`,
    ),
    `<script src="https://${assetHost}${signerPath}" crossorigin="anonymous"></script>`,
  ].join('')}</head><body style="margin: 0">${[
    '<div id="app" data-csr="1"></div>',
    `<script id="__UNIVERSAL_DATA_FOR_REHYDRATION__" type="application/json">${toScriptJson({ __DEFAULT_SCOPE__: parts.scopes })}</script>`,
    `<script type="module" src="${assets}static/js/main.js" crossorigin="anonymous"></script>`,
  ].join('')}</body></html>`;
}

/** What a phone gets of a post: another page, with its data in another script. */
export function toPhoneDocument(parts: { title: string; scopes: Json; api: Json }): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>${escapeHtml(parts.title)}</title></head><body>${[
    `<script id="__UNIVERSAL_DATA_FOR_REHYDRATION__" type="application/json">${toScriptJson({ __DEFAULT_SCOPE__: parts.scopes })}</script>`,
    `<div id="app"></div><script id="api-data" type="application/json">${toScriptJson(parts.api)}</script>`,
  ].join('')}</body></html>`;
}
