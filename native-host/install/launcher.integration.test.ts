/** An installation into a profile folder, started through its launcher as a browser with a bare environment would. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extensionId } from '../../shared/extension-key.ts';
import { hostName, protocolVersion } from '../../shared/protocol/envelope.ts';
import { buildCompanion } from '../build.ts';
import { buildFrame, createFrameReader, parseFrame } from '../connection/framing.ts';

const checkout = new URL('../main.ts', import.meta.url).pathname;

function greet(launcher: string): Promise<unknown> {
  const child = spawn(launcher, [`chrome-extension://${extensionId}/`], {
    env: {},
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.write(
    buildFrame({ id: '1', command: 'hello', params: { protocol: protocolVersion, client: 'test' } }),
  );
  const reader = createFrameReader();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.on('data', (chunk: Buffer) => {
      const [frame] = reader.push(chunk);
      if (!frame) return;
      child.stdin.end();
      resolve(parseFrame(frame));
    });
  });
}

test.each([
  ['a checkout', async () => checkout],
  ['the bundle', async () => buildCompanion(mkdtempSync(join(tmpdir(), 'star-bundle-')))],
])(
  'installed from %s, the companion answers with an empty environment and uninstalls again',
  async (_name, findMain) => {
    const main = await findMain();
    const profile = mkdtempSync(join(tmpdir(), 'star-profile-'));
    const root = join(profile, 'archives');
    const run = (...args: string[]) =>
      JSON.parse(
        execFileSync(process.execPath, [main, ...args, '--user-data-dir', profile, '--json'], {
          encoding: 'utf8',
        }),
      );
    const { written } = run('install', '--root', root);
    const manifest = JSON.parse(
      readFileSync(join(profile, 'NativeMessagingHosts', `${hostName}.json`), 'utf8'),
    );
    expect(written).toContain(manifest.path);
    expect(manifest.allowed_origins).toEqual([`chrome-extension://${extensionId}/`]);
    expect(await greet(manifest.path)).toMatchObject({ id: '1', result: { root } });
    const compiled = join(profile, 'star-export', 'compiled');
    expect(existsSync(compiled)).toBe(true);
    expect(run('uninstall').removed.sort()).toEqual([...written, compiled].sort());
    expect(existsSync(join(profile, 'star-export'))).toBe(false);
  },
);
