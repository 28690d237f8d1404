import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { platforms, tappedPages } from './extension/platforms/index.ts';
import packageJson from './package.json' with { type: 'json' };
import { extensionKey } from './shared/extension-key.ts';

/** The script of the page button, of which there is one for each platform. */
const pageScript = 'page';
function toPageScript(id: string): string {
  return `${pageScript}-${id}`;
}

const platformFile = (id: string, name: string): string =>
  JSON.stringify(fileURLToPath(new URL(`extension/platforms/${id}/${name}`, import.meta.url)));

/** Puts a platform into the script of its pages. */
const createPagePlatform = (id: string) => ({
  name: 'page-platform',
  enforce: 'pre' as const,
  resolveId: (source: string) => (source.endsWith('/page-platform.ts') ? '\0page-platform' : null),
  load: (source: string) =>
    source === '\0page-platform'
      ? `export { ${id} as platform } from ${platformFile(id, 'index.ts')};
         export { ${id}ButtonPlaces as places } from ${platformFile(id, 'button-places.ts')};`
      : null,
});

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
const plainEntrypoints = [...platforms.map(({ id }) => toPageScript(id)), 'page-tap', 'tap-relay', 'popup'];
/** They get their pages here: a script that imported the list would carry every platform's addresses. */
const tapScripts = ['page-tap', 'tap-relay'];
const plainBrowser = fileURLToPath(import.meta.resolve('@wxt-dev/browser'));

/**
 * A part of a page that comes at `import()` is just imported. Vite first asks for all that the part imports, and for its style
 * sheet, for which the popup would carry a list of file names and code as heavy as its form; the files lie on the user's
 * disk, and each of our pages has one sheet for all its parts.
 */
const withoutPreload = {
  name: 'parts-without-preload',
  enforce: 'pre' as const,
  apply: 'build' as const,
  load: (id: string) =>
    id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : null,
};
/** What a page needs at once is asked for at once. */
const modulePreload = {
  polyfill: false,
  resolveDependencies: (_part: string, files: string[], { hostType }: { hostType: string }) =>
    hostType === 'html' ? files : [],
};

/**
 * The relay hands over a port and is done. WXT's context, which watches for updates of the extension, would be most of its
 * script and half of its time in every page.
 */
const withoutContext = {
  name: 'relay-without-context',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id === 'wxt/utils/content-script-context' ? '\0no-context' : null),
  load: (id: string) => (id === '\0no-context' ? 'export class ContentScriptContext {}' : null),
};

/** Hosts come from the list of platforms: adding a platform adds its permissions. */
export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  outDir: '.output',
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({ build: { modulePreload }, plugins: [preact(), withoutPreload] }),
  hooks: {
    // Where a redirect leads is seen by nobody before it is followed, so what is not encrypted is refused here. While one
    // works on the extension, its pages speak to the server that builds them.
    'build:manifestGenerated': ({ config }, { content_security_policy: policy }) => {
      if (config.command === 'build' && typeof policy === 'object')
        policy.extension_pages += "; connect-src 'self' https: data: blob:";
    },
    'entrypoints:resolved': (_wxt, entrypoints) => {
      for (const { name, type, options } of entrypoints)
        if (type === 'content-script' && tapScripts.includes(name)) options.matches = tappedPages;
      const page = entrypoints.findIndex(({ name }) => name === pageScript);
      const [script] = entrypoints.splice(page, 1);
      if (script?.type !== 'content-script') throw new Error('The script of the page button is not there.');
      for (const { id, pageMatches: matches } of platforms)
        entrypoints.push({ ...script, name: toPageScript(id), options: { ...script.options, matches } });
    },
    'vite:build:extendConfig': (entrypoints, config) => {
      if (entrypoints.some(({ name }) => plainEntrypoints.includes(name)))
        config.plugins?.push(withoutPolyfill);
      if (entrypoints.some(({ name }) => name === 'tap-relay')) config.plugins?.push(withoutContext);
      for (const { id } of platforms)
        if (entrypoints.some(({ name }) => name === toPageScript(id)))
          config.plugins?.push(createPagePlatform(id));
    },
  },
  webExt: { disabled: true },
  manifest: {
    name: 'Star Export',
    version: packageJson.version,
    description: packageJson.description,
    key: extensionKey,
    minimum_chrome_version: '121',
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
    // Those pictures are loaded without cookies.
    cross_origin_embedder_policy: { value: 'credentialless' },
    action: { default_title: 'Star Export' },
  },
});
