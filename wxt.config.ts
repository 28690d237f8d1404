import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { platforms } from './extension/platforms/index.ts';
import packageJson from './package.json' with { type: 'json' };
import { extensionKey } from './shared/extension-key.ts';

/**
 * The page button runs in every YouTube page and needs nothing that the polyfill adds, which would be a third of its
 * script: in its build alone, `browser` is the browser's own.
 */
const withoutPolyfill = {
  name: 'page-button-without-polyfill',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id === '@wxt-dev/webextension-polyfill/browser' ? plainBrowser : null),
};
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
    'vite:build:extendConfig': (entrypoints, config) => {
      if (entrypoints.some(({ name }) => name === 'page')) config.plugins?.push(withoutPolyfill);
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
