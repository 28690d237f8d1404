import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { platforms } from './extension/platforms/index.ts';
import packageJson from './package.json' with { type: 'json' };
import { extensionKey } from './shared/extension-key.ts';

/** Hosts come from the list of platforms: adding a platform adds its permissions. */
export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  outDir: '.output',
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [preact()] }),
  webExt: { disabled: true },
  manifest: {
    name: 'Star Export',
    version: packageJson.version,
    description: packageJson.description,
    key: extensionKey,
    minimum_chrome_version: '120',
    permissions: [
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
    content_security_policy: {
      extension_pages: "script-src 'self'; object-src 'self'",
    },
    action: { default_title: 'Star Export' },
  },
});
