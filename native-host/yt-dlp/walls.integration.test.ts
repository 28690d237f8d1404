/** What must not get through to yt-dlp, and what must not get in beside it. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Companion } from '../__fixtures__/companion-client.ts';
import { createTestMachine, makeSample, type TestMachine } from '../__fixtures__/test-machine.ts';
import { createTestbedMachine, type TestbedMachine } from '../__fixtures__/testbed-machine.ts';

const download = (companion: Companion, url: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  companion.call('download', {
    downloadId: randomUUID(),
    url,
    platform: null,
    durationSec: null,
    cookies: [],
    userAgent: null,
    destination: { in: 'downloads', template: null },
    choice: { quality: 'original' },
    ...more,
  });

describe('an address', () => {
  let machine: TestMachine;
  let companion: Companion;

  beforeAll(() => {
    machine = createTestMachine(makeSample());
    companion = machine.start();
  });
  afterAll(() => machine.stop());

  test.each([
    ['an option', '-o/x'],
    ['a long option', '--exec=touch x'],
    ['a file', 'file:///etc/passwd'],
    ['a search', 'ytsearch:cats'],
    ['without TLS', 'http://video.example.net/v=ok'],
    ['with NUL', 'https://video.example.net/\0v=ok'],
    ['with a name and a password', 'https://me:x@video.example.net/v=ok'],
    ['with a port', 'https://video.example.net:22/v=ok'],
    ['of this machine', 'https://127.0.0.1/v=ok'],
    ['of this machine, written otherwise', 'https://0x7f.1/v=ok'],
    ['of a cloud’s metadata', 'https://169.254.169.254/v=ok'],
    ['of this machine, in IPv6', 'https://[::ffff:127.0.0.1]/v=ok'],
  ])('that is %s does not reach yt-dlp', async (_name, url) => {
    const { error } = await download(companion, url);
    expect(error?.code).toMatch(/^(input\.invalid|input\.url_refused|net\.private_address)$/);
    expect(readdirSync(machine.tools)).not.toContain('argv.json');
  });

  test.each([
    ['https://video.example.net/?v=ok#__youtubedl_smuggle=%7B%22http_headers%22%3A%7B%7D%7D', '?v=ok'],
    ['https://video.example.net/\n--exec=touch%20x?v=ok', '--exec=touch%20x?v=ok'],
  ])(
    '%j loses what could be more than an address, and stands behind the end of options',
    async (url, rest) => {
      await download(companion, url);
      expect((machine.readRecord('argv.json') as string[]).slice(-2)).toEqual([
        '--',
        `https://video.example.net/${rest}`,
      ]);
    },
  );

  test.each([
    ['a format that is an option', { choice: { quality: 'original', format: '--exec' } }],
    ['a format that is everything', { choice: { quality: 'original', format: 'all' } }],
    [
      'a language that is an option',
      { choice: { quality: 'original', subtitles: { languages: ['-x'], automatic: false, embed: false } } },
    ],
    ['a user agent with a line break', { userAgent: 'a\nb' }],
    ['a template that reads everything', { destination: { in: 'downloads', template: '%()j' } }],
  ])('with %s is refused', async (_name, more) => {
    const { error } = await download(companion, 'https://video.example.net/watch?v=ok', more);
    expect(error?.code).toBe('input.invalid');
  });
});

describe('around the real yt-dlp', () => {
  let machine: TestbedMachine;

  beforeAll(async () => {
    machine = await createTestbedMachine({ scale: { videos: 1, shorts: 1 } });
  });
  afterAll(() => machine.stop());

  /** Settings, and a plug-in, where yt-dlp looks for them. */
  function setTraps(home: string, marker: string): void {
    const settings = `--exec "touch ${marker}"\n-o ${marker}.out\n`;
    const plugin = `open(${JSON.stringify(marker)}, 'w').close()\n`;
    const config = join(home, '.config', 'yt-dlp');
    const plugins = join(config, 'plugins', 'trap', 'yt_dlp_plugins', 'extractor');
    mkdirSync(plugins, { recursive: true });
    writeFileSync(join(plugins, 'trap.py'), plugin);
    mkdirSync(join(home, '.yt-dlp'));
    for (const path of [
      join(config, 'config'),
      join(home, '.config', 'yt-dlp.conf'),
      join(home, '.yt-dlp', 'config'),
      join(home, 'yt-dlp.conf'),
    ])
      writeFileSync(path, settings);
  }

  test('neither settings nor plug-ins of the user take part', async () => {
    const { folder, root } = machine.place;
    const marker = join(folder, 'marker');
    setTraps(folder, marker);
    const companion = machine.start();
    const { result } = await download(companion, 'https://video.example.net/watch/described');
    expect(result).toMatchObject({ outcome: 'saved' });
    expect([existsSync(marker), existsSync(`${marker}.out`)]).toEqual([false, false]);
    expect(readdirSync(join(root, 'Downloads')).filter((name) => !name.startsWith('.'))).toHaveLength(1);
  });
});
