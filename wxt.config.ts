import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { platforms, tappedPages } from './extension/platforms/index.ts';
import packageJson from './package.json' with { type: 'json' };
import { extensionKey } from './shared/extension-key.ts';

/**
 * The page button and the tap run in every page of their platforms, and the popup has to be there at once. They need
 * nothing that the polyfill adds, which would be a third of the button's script and a tenth of the popup's: in their
 * builds, and so in those of the pages that share the popup's, `browser` is the browser's own.
 */
const withoutPolyfill = {
  name: 'pages-without-polyfill',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id === '@wxt-dev/webextension-polyfill/browser' ? plainBrowser : null),
};
const plainEntrypoints = ['page', 'page-tap', 'tap-relay', 'popup'];
/** They get their pages here: a script that imported the list would carry every platform's addresses. */
const tapScripts = ['page-tap', 'tap-relay'];
const plainBrowser = fileURLToPath(import.meta.resolve('@wxt-dev/browser'));

/** Hosts come from the list of platforms: adding a platform adds its permissions. */
export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  outDir: '.output',
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [preact()] }),
  hooks: {
    'entrypoints:resolved': (_wxt, entrypoints) => {
      for (const { name, type, options } of entrypoints)
        if (type === 'content-script' && tapScripts.includes(name)) options.matches = tappedPages;
    },
    'vite:build:extendConfig': (entrypoints, config) => {
      if (entrypoints.some(({ name }) => plainEntrypoints.includes(name)))
        config.plugins?.push(withoutPolyfill);
    },
  },
  webExt: { disabled: true },
  manifest: {
    name: 'Star Export',
    version: packageJson.version,
    description: packageJson.description,
    key: extensionKey,
    minimum_chrome_version: '120',
    permissions: [
      'activeTab',
      'storage',
      'unlimitedStorage',
      'offscreen',
      'alarms',
      'scripting',
      'contextMenus',
      'downloads',
      'nativeMessaging',
      'cookies',
      'declarativeNetRequestWithHostAccess',
    ],
    host_permissions: platforms.flatMap((platform) => platform.hostPermissions),
    // The login on other sites: asked for one by one, when the user wants it.
    optional_host_permissions: ['https://*/*'],
    content_security_policy: {
      // Pictures of the pages that are downloaded from; never without encryption.
      extension_pages:
        "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'; img-src 'self' data: blob: https:",
    },
    action: { default_title: 'Star Export' },
  },
});
