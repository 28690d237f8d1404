/**
 * `npm run browser`: opens a browser of this machine with the built extension and the companion on the real sites.
 * It has a profile folder of its own, so that what is tried here does not touch the browser used every day.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { type Browser, chooseBrowser, findBrowsers } from './browser/find-browsers.ts';
import { buildProduct, devExtensionFolder, extensionFolder } from './build-product.ts';
import { installCompanion } from './install-companion.ts';
import { parseOptions } from './parse-options.ts';
import { prepareChromium } from './setup/chromium.ts';
import { createSystem } from './setup/system.ts';
import { projectRoot } from './tools.ts';

const usage = `npm run browser -- [OPTIONS] [URL]

  --browser NAME   chromium, brave, vivaldi, edge, chrome, or the path of one
  --profile DIR    profile folder; default: .cache/browser-profile
  --root DIR       where archives go; default: Downloads/Star Export
  --dev            with the extension that npm run dev builds
  --no-build       with the extension as it was built last
`;

const { values, positionals } = parseOptions(
  {
    allowPositionals: true,
    allowNegative: true,
    options: {
      browser: { type: 'string' },
      profile: { type: 'string', default: join(projectRoot, '.cache', 'browser-profile') },
      root: { type: 'string' },
      dev: { type: 'boolean', default: false },
      build: { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
  },
  usage,
);

async function findBrowser(): Promise<Browser> {
  const system = createSystem();
  const found = findBrowsers(system, process.env);
  const browser = chooseBrowser(system, found, values.browser);
  if (browser) return browser;
  if (values.browser) {
    const there = found.map(({ id }) => id).join(', ') || 'none';
    throw new Error(`There is no browser ${values.browser} here. Found: ${there}.`);
  }
  const { path } = await prepareChromium(system);
  return { id: 'chromium', label: 'Chromium', path, takesExtensions: true };
}

async function findExtension(): Promise<string> {
  if (values.dev) {
    if (existsSync(devExtensionFolder)) return devExtensionFolder;
    throw new Error('The extension is not built yet; keep `npm run dev` running in another terminal.');
  }
  if (values.build) await buildProduct({ output: 'kept' });
  return extensionFolder;
}

async function openBrowser(): Promise<void> {
  const browser = await findBrowser();
  const extension = await findExtension();
  const profile = resolve(values.profile);
  await mkdir(profile, { recursive: true });
  await installCompanion({ profile, root: values.root && resolve(values.root) });

  const flags = [`--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check'];
  if (browser.takesExtensions) flags.push(`--load-extension=${extension}`);
  else {
    console.log(
      `${browser.label} takes no extension from the command line. Once, in the window that opens: go to chrome://extensions, ` +
        `switch on "Developer mode", press "Load unpacked" and choose\n  ${extension}`,
    );
  }
  // Chromium refuses its sandbox as root, which is the case in containers only.
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  console.log(`Opening ${browser.label} with the profile ${profile}; close its window to end.`);
  const result = await execa(
    browser.path,
    [...flags, ...(positionals.length > 0 ? positionals : ['https://www.youtube.com/'])],
    {
      stdin: 'ignore',
      stdout: 'ignore',
      stderr: 'ignore',
      reject: false,
    },
  );
  process.exitCode = result.exitCode ?? 1;
}

if (values.help) process.stdout.write(usage);
else {
  await openBrowser().catch((reason: unknown) => {
    process.stderr.write(`${reason instanceof Error ? reason.message : String(reason)}\n`);
    process.exitCode = 1;
  });
}
