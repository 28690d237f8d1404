/** The doctor through its two doors: the command line, which starts the launcher as a browser does, and the port. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hop } from '../../../shared/doctor.ts';
import { extensionId } from '../../../shared/extension-key.ts';
import { protocolVersion } from '../../../shared/protocol/envelope.ts';
import { createPlace, startCompanion } from '../../__fixtures__/companion-client.ts';
import { createHealthyMachine } from './__fixtures__/healthy-machine.ts';

const main = new URL('../../main.ts', import.meta.url).pathname;
const origin = `chrome-extension://${extensionId}/`;

interface Diagnosis {
  ok: boolean;
  origins: string[];
  browsers: { browser: string; hops: Hop[] }[];
  hops: Hop[];
}

describe('the launcher of a healthy machine', () => {
  test('starts and answers with an empty environment', async () => {
    expect(await (await createHealthyMachine()).examine({ start: 'real' })).toEqual([]);
  });

  test('whose program cannot be run is told with what it said', async () => {
    const machine = await createHealthyMachine();
    writeFileSync(machine.main, 'throw new Error("no disk in drive A");\n');
    expect(await machine.examine({ start: 'real' })).toMatchObject([
      {
        id: 'start',
        state: 'failed',
        text: expect.stringContaining('no disk in drive A'),
        fix: { kind: 'action', action: 'install' },
      },
    ]);
  });

  test('that says something else is told', async () => {
    const machine = await createHealthyMachine();
    writeFileSync(machine.main, 'console.log("Welcome!");\n');
    expect(await machine.examine({ start: 'real' })).toMatchObject([
      { id: 'start', text: expect.stringContaining('no answer') },
    ]);
  });
});

describe('on the command line', () => {
  const home = mkdtempSync(join(tmpdir(), 'star-doctor-cli-'));
  const config = join(home, '.config', 'star-export', 'config.json');
  const run = (...args: string[]) => {
    const env = { HOME: home, PATH: process.env.PATH };
    const { status, stdout } = spawnSync(process.execPath, [main, ...args, '--json'], {
      env,
      encoding: 'utf8',
    });
    return { status, json: JSON.parse(stdout) as Diagnosis & { written: string[] } };
  };
  const failedIds = (hops: Hop[]) => hops.filter(({ state }) => state === 'failed').map(({ id }) => id);

  beforeAll(() => {
    mkdirSync(join(home, '.config', 'chromium'), { recursive: true });
    run('install');
  });

  test('it names who is answered, and starts what the browser would', () => {
    const { json } = run('doctor');
    expect(json.origins).toContain(origin);
    expect(json.browsers.map(({ browser }) => browser)).toEqual(['chromium']);
    expect(json.browsers[0]?.hops.map(({ id, state }) => `${state} ${id}`)).toEqual([
      ...['ok manifest', 'ok manifest-content', 'ok callers', 'ok launcher', 'ok runtime', 'ok node'],
      ...['ok start', 'ok protocol'],
    ]);
  });

  test('broken settings are named by both sides, and a new installation repairs them', () => {
    const good = readFileSync(config, 'utf8');
    writeFileSync(config, good.slice(0, 40));
    const { status, json } = run('doctor');
    expect(status).toBe(1);
    expect(failedIds(json.hops)).toContain('settings');
    expect(failedIds(json.browsers[0]?.hops ?? [])).toEqual(['settings']);
    const repair = json.hops.find(({ id }) => id === 'settings')?.fix;
    expect(repair).toMatchObject({ kind: 'command', command: 'npm run host -- install' });
    run('install');
    expect(existsSync(`${config}.broken`)).toBe(true);
    expect(failedIds(run('doctor').json.browsers[0]?.hops ?? [])).toEqual([]);
  });

  test('nothing is made by looking', () => {
    expect(existsSync(join(home, 'Downloads'))).toBe(false);
  });
});

describe('through the port', () => {
  const place = createPlace();
  const companion = startCompanion(place);
  afterAll(() => companion.close());

  test('it gives the nonce back and tells each hop as it comes', async () => {
    const nowMs = Date.now();
    const { events, result } = await companion.call('doctor', {
      nonce: 'n-1',
      browser: 'chromium',
      extensionId,
      nowMs,
    });
    const hops = result?.hops as Hop[];
    expect(result?.nonce).toBe('n-1');
    expect(Math.abs(Number(result?.nowMs) - nowMs)).toBeLessThan(60_000);
    expect(hops.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'settings',
        'start',
        'node',
        'protocol',
        'archives',
        'downloads',
        'clock',
        'log',
      ]),
    );
    expect(events.map(({ hop }) => hop)).toEqual(expect.arrayContaining(hops));
    expect(existsSync(place.root)).toBe(false);
  });

  test('hello makes no folder either, and names the one that will be', async () => {
    const { result } = await companion.call('hello', { protocol: protocolVersion, client: 'test' });
    expect(result).toMatchObject({ root: place.root });
    expect(existsSync(place.root)).toBe(false);
  });
});
