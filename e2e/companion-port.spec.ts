/**
 * What Chromium itself says when there is no way to the companion, fault by fault: shared/doctor.ts concludes from it. The real
 * companion is installed into a profile; an extension of a few lines under the product's id asks for it.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, test, type Worker } from '@playwright/test';
import { projectRoot, readToolsRecord } from '../scripts/tools.ts';
import { buildErrorHops, buildPortHops } from '../shared/doctor.ts';
import { extensionId, extensionKey } from '../shared/extension-key.ts';
import { hostName, protocolVersion } from '../shared/protocol/envelope.ts';

const folder = mkdtempSync(join(tmpdir(), 'star-port-'));
const profile = join(folder, 'profile');
const manifestPath = join(profile, 'NativeMessagingHosts', `${hostName}.json`);
const launcherPath = join(profile, 'star-export', 'companion');
/** A Node of its own, that can be moved. */
const node = join(folder, 'node');
let context: BrowserContext;
let worker: Worker;

const install = (): void => {
  rmSync(manifestPath, { force: true });
  const main = join(projectRoot, 'native-host', 'main.ts');
  execFileSync(node, [main, 'install', '--user-data-dir', profile]);
};

interface PortAnswer {
  error: string | null;
  frames: { id: string | null; error?: { code: string; message: string } }[];
}

/** Says hello and waits for the first word, or for the end. */
const ask = (): Promise<PortAnswer> =>
  worker.evaluate(
    ([name, protocol]) =>
      new Promise<PortAnswer>((resolve) => {
        const port = chrome.runtime.connectNative(name);
        port.onMessage.addListener((frame) => {
          port.disconnect();
          resolve({ error: null, frames: [frame as PortAnswer['frames'][0]] });
        });
        port.onDisconnect.addListener(() =>
          resolve({ error: chrome.runtime.lastError?.message ?? null, frames: [] }),
        );
        port.postMessage({ id: '1', command: 'hello', params: { protocol, client: 'test' } });
      }),
    [hostName, protocolVersion] as const,
  );

test.beforeAll(async () => {
  const extension = join(folder, 'extension');
  mkdirSync(extension);
  copyFileSync(process.execPath, node);
  const manifest = {
    manifest_version: 3,
    name: 'port',
    version: '1',
    key: extensionKey,
    permissions: ['nativeMessaging'],
    background: { service_worker: 'worker.js' },
  };
  writeFileSync(join(extension, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(extension, 'worker.js'), '');
  const executablePath = (await readToolsRecord())?.chromium?.path;
  if (!executablePath) throw new Error('Chromium has not been set up yet; run `npm run setup` once.');
  context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
    ],
  });
  worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
});

test.afterAll(async () => {
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.beforeEach(install);

const change = (path: string, edit: (text: string) => string): void =>
  writeFileSync(path, edit(readFileSync(path, 'utf8')));

const faults: { name: string; seed(): void; failed: string }[] = [
  { name: 'no manifest', seed: () => rmSync(manifestPath), failed: 'manifest' },
  {
    name: 'a manifest cut short',
    seed: () => change(manifestPath, (text) => text.slice(0, 40)),
    failed: 'manifest',
  },
  {
    name: 'callers with a wildcard',
    seed: () => change(manifestPath, (text) => text.replace(extensionId, '*')),
    failed: 'manifest',
  },
  { name: 'no launcher', seed: () => rmSync(launcherPath), failed: 'manifest' },
  {
    name: 'another extension',
    seed: () => change(manifestPath, (text) => text.replace(extensionId, 'a'.repeat(32))),
    failed: 'callers',
  },
  { name: 'a launcher that may not be run', seed: () => chmodSync(launcherPath, 0o644), failed: 'runtime' },
  {
    name: 'a launcher that fails',
    seed: () => change(launcherPath, () => '#!/bin/sh\nexec /nowhere/node x\n'),
    failed: 'runtime',
  },
];

for (const { name, seed, failed } of faults) {
  test(`${name}: the browser says how far it came`, async () => {
    seed();
    const { error } = await ask();
    const hops = buildPortHops({ error, hasAnswered: false, extensionId });
    expect(hops.filter(({ state }) => state === 'failed').map(({ id }) => id)).toEqual([failed]);
  });
}

test('a Node that was moved: the launcher itself says so', async () => {
  renameSync(node, `${node}-moved`);
  try {
    const [frame] = (await ask()).frames;
    expect(frame?.error?.code).toBe('host.moved');
    const hops = buildErrorHops({ code: '', message: '', context: {}, ...frame?.error });
    expect(hops.at(-1)).toMatchObject({ id: 'runtime', text: expect.stringContaining(node) });
  } finally {
    renameSync(`${node}-moved`, node);
  }
});

test('settings that are broken: the companion says so', async () => {
  change(join(profile, 'star-export', 'config.json'), (text) => text.slice(0, 20));
  expect((await ask()).frames[0]?.error?.code).toBe('host.settings');
});

test('without a fault it answers', async () => {
  expect((await ask()).frames).toMatchObject([{ id: '1', result: { protocol: protocolVersion } }]);
});
