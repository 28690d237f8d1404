import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { protocolVersion } from '../../shared/protocol/envelope.ts';
import type { Companion } from '../__fixtures__/companion-client.ts';
import {
  createTestMachine,
  folder,
  makeSample,
  openArchive,
  type TestMachine,
  until,
} from '../__fixtures__/test-machine.ts';

let sample: Buffer;
let machine: TestMachine;
let companion: Companion;

beforeAll(() => {
  sample = makeSample();
});

beforeEach(() => {
  machine = createTestMachine(sample);
  companion = machine.start();
});

afterEach(() => machine.stop());

describe('saying hello', () => {
  test('tells versions, tools and the root folder', async () => {
    const { result } = await companion.call('hello', { protocol: protocolVersion, client: 'test' });
    expect(result).toMatchObject({
      protocol: protocolVersion,
      root: machine.place.root,
      ytDlp: { version: '2026.08.19' },
    });
    expect(result?.freeBytes).toBeGreaterThan(0);
  });

  test('tells why a tool cannot be used', async () => {
    writeFileSync(join(machine.tools, 'version.txt'), '2026.02.21\n');
    const { result } = await companion.call('hello', { protocol: protocolVersion, client: 'test' });
    expect(result).toMatchObject({ ytDlp: null, toolErrors: [{ code: 'ytdlp.outdated' }] });
  });

  test('another protocol version is told apart', async () => {
    const { error } = await companion.call('hello', { protocol: 999, client: 'test' });
    expect(error?.code).toBe('host.protocol');
  });
});

describe('what comes over the wire', () => {
  test.each([
    ['an unknown command', 'exec', {}],
    ['an extra key', 'cancel', { target: 'x', shell: 'rm' }],
    ['a wrong type', 'reveal', { folder: 7 }],
    ['a command named like a property of every object', 'constructor', {}],
  ])('%s is refused', async (_name, command, params) => {
    expect((await companion.call(command, params)).error?.code).toBe('input.invalid');
  });

  test('a frame of length zero ends the connection with an error frame', async () => {
    companion.send(Buffer.alloc(4));
    expect((await companion.stray()).error?.code).toBe('input.invalid');
    expect(await companion.close()).toBe(1);
  });

  test('a frame that is not JSON is answered and the connection goes on', async () => {
    companion.send(Buffer.from([2, 0, 0, 0, 0xff, 0xfe]));
    expect((await companion.stray()).error?.code).toBe('input.invalid');
    expect((await openArchive(companion)).result).toMatchObject({ folder: folder });
  });

  test('an extension that is not known is turned away', async () => {
    const stranger = machine.start({ origin: 'chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/' });
    expect((await stranger.stray()).error?.code).toBe('host.forbidden');
    await until(() => stranger.child.exitCode !== null);
    expect(stranger.child.exitCode).toBe(2);
  });

  test('the end of the input ends the companion', async () => {
    expect(await companion.close()).toBe(0);
  });
});

describe('archives', () => {
  test('a job finds its folder again, another job gets its own', async () => {
    const first = await openArchive(companion);
    expect((await openArchive(companion)).result).toEqual(first.result);
    expect((await openArchive(companion, 'job-2')).result).toMatchObject({ folder: 'youtube-me-2026 (2)' });
  });

  test('a folder that was not made by us is never written into', async () => {
    mkdirSync(join(machine.place.root, 'mine'), { recursive: true });
    const answer = await companion.call('write-file', {
      folder: 'mine',
      path: 'a.json',
      offset: 0,
      text: '',
      last: true,
    });
    expect(answer.error?.code).toBe('input.path_unsafe');
  });

  test('a text file in chunks is there when the last one has come, and not before', async () => {
    await openArchive(companion);
    const base = { folder: folder, path: 'items.json' };
    const path = join(machine.place.root, folder, 'items.json');
    const first = await companion.call('write-file', { ...base, offset: 0, text: '["ä', last: false });
    expect(first.result).toEqual({ bytes: 4, record: null });
    expect(existsSync(path)).toBe(false);
    const wrong = await companion.call('write-file', {
      ...base,
      path: 'other.json',
      offset: 9,
      text: 'x',
      last: true,
    });
    expect(wrong.error?.code).toBe('input.invalid');
    const second = await companion.call('write-file', { ...base, offset: 4, text: '"]', last: true });
    expect(second.result).toMatchObject({ bytes: 6, record: { path: 'items.json', bytes: 6 } });
    expect(readFileSync(path, 'utf8')).toBe('["ä"]');
  });

  test.each(['link', 'file.json'])('a link at %s is not followed', async (name) => {
    await openArchive(companion);
    const outside = join(machine.place.folder, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'kept.json'), 'kept');
    const target = name === 'link' ? outside : join(outside, 'kept.json');
    symlinkSync(target, join(machine.place.root, folder, name));
    const path = name === 'link' ? 'link/kept.json' : name;
    const answer = await companion.call('write-file', {
      folder: folder,
      path,
      offset: 0,
      text: 'lost',
      last: true,
    });
    expect(answer.error?.code).toBe('input.path_unsafe');
    expect(readFileSync(join(outside, 'kept.json'), 'utf8')).toBe('kept');
  });
});
