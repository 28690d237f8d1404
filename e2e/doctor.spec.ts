/** The doctor's screen over the real companion: everything in order, and faults as a browser meets them. */
import { chmod, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { extensionId } from '../shared/extension-key.ts';
import { hostName } from '../shared/protocol/envelope.ts';
import { openSession, type Session } from './session.ts';

const scale = { videos: 1, shorts: 1, live: 1, hidden: 1, playlists: 1, largestPlaylist: 20, releases: 1 };

const hop = (page: Page, id: string) => page.locator(`[data-hop="${id}"]`);

const lookAgain = (page: Page): Promise<void> => page.getByRole('button', { name: 'Look again' }).click();

/** Changes a file for as long as `look` takes. */
async function withFile(path: string, text: string, look: () => Promise<void>): Promise<void> {
  const before = await readFile(path);
  await writeFile(path, text);
  await look().finally(() => writeFile(path, before));
}

interface Fault {
  name: string;
  seed(session: Session, look: () => Promise<void>): Promise<void>;
  /** The hop that is shown as broken. */
  failed: string;
  /** A part of what is offered to repair it. */
  fix: RegExp;
}

const profileOf = (session: Session): string => join(dirname(session.root), 'profile');
const manifestOf = (session: Session): string =>
  join(profileOf(session), 'NativeMessagingHosts', `${hostName}.json`);
const launcherOf = (session: Session): string => join(profileOf(session), 'star-export', 'companion');

const faults: Fault[] = [
  {
    name: 'no manifest',
    async seed(session, look) {
      const path = manifestOf(session);
      await rename(path, `${path}.away`);
      await look().finally(() => rename(`${path}.away`, path));
    },
    failed: 'manifest',
    fix: /Install the companion/,
  },
  {
    name: 'another extension',
    async seed(session, look) {
      const text = await readFile(manifestOf(session), 'utf8');
      await withFile(manifestOf(session), text.replace(extensionId, 'a'.repeat(32)), look);
    },
    failed: 'callers',
    fix: new RegExp(extensionId),
  },
  {
    name: 'a launcher that may not be run',
    async seed(session, look) {
      const { mode } = await stat(launcherOf(session));
      await chmod(launcherOf(session), 0o644);
      await look().finally(() => chmod(launcherOf(session), mode));
    },
    failed: 'runtime',
    fix: /Install the companion/,
  },
  {
    name: 'a launcher that ends at once',
    seed: (session, look) => withFile(launcherOf(session), '#!/bin/sh\nexit 3\n', look),
    failed: 'runtime',
    fix: /Install the companion/,
  },
  {
    name: 'a launcher that talks nonsense',
    seed: (session, look) =>
      withFile(launcherOf(session), '#!/bin/sh\necho "Welcome to the companion!"\nsleep 1\n', look),
    failed: 'runtime',
    fix: /Install the companion/,
  },
];

test('the doctor finds everything in order, and names each fault with what repairs it', async () => {
  const session = await openSession({ testbed: { scale } });
  try {
    const page = await session.showDashboard();
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(hop(page, 'log')).toHaveAttribute('data-state', /ok|warning/, { timeout: 30_000 });
    await expect(page.locator('[data-state="failed"], [data-state="unknown"]')).toHaveCount(0);
    await expect(hop(page, 'start')).toContainText('process');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy report' }).click();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    expect(report).toMatch(/^Star Export \d/);
    expect(report).toMatch(/^ok {6}manifest: /m);
    for (const { value } of session.testbed.sites.youtube.ownerCookies()) expect(report).not.toContain(value);

    for (const { name, seed, failed, fix } of faults)
      await test.step(name, () =>
        seed(session, async () => {
          await lookAgain(page);
          await expect(hop(page, failed)).toHaveAttribute('data-state', 'failed', { timeout: 20_000 });
          await expect(page.locator('[data-state="failed"]')).toHaveCount(1);
          await expect(hop(page, failed)).toContainText(fix);
          await expect(page.getByText('One thing needs you.')).toBeVisible();
        }),
      );

    await lookAgain(page);
    await expect(hop(page, 'manifest')).toHaveAttribute('data-state', 'ok', { timeout: 20_000 });
  } finally {
    await session.close();
  }
});
