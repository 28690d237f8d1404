import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answers, createFakeSystem } from './fake-system.ts';
import { isRecent, prepareYtDlp, toVersionDate } from './yt-dlp.ts';
import { fetchYtDlpRelease, parseSum, toReleaseFile } from './yt-dlp-release.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'star-export-setup-'));
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed');
  });
});

/** A Python with pip, and a package index that has the versions given. */
function answerAsPip(available: string[]): Answers {
  let installed: string | null = null;
  return (line) => {
    if (line.includes(' -c ')) return '/opt/python/bin/python3\n';
    if (line.includes('-m yt_dlp --version')) return installed;
    const wanted = /yt-dlp(==|>=)(\S+)$/.exec(line);
    if (!wanted) return undefined;
    installed =
      available.find((version) => (wanted[1] === '==' ? version === wanted[2] : isRecent(version))) ?? null;
    return installed && '';
  };
}

describe('versions of yt-dlp', () => {
  it('are dates, with or without zeros, and nightlies count by their day', () => {
    expect(toVersionDate('2026.8.19')).toBe(toVersionDate('2026.08.19'));
    expect(toVersionDate('2026.08.19.232845')).toBe(20260819);
    expect(toVersionDate('unknown')).toBeNull();
  });

  it('before July 2026 are too old', () => {
    expect([isRecent('2026.07.04'), isRecent('2026.06.30'), isRecent('2023.03.04')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('yt-dlp', () => {
  it('is taken from PATH when it is recent', async () => {
    const system = createFakeSystem(['yt-dlp', 'python3'], () => '2026.11.01\n');
    expect(await prepareYtDlp(system, folder)).toMatchObject({
      command: '/usr/bin/yt-dlp',
      args: [],
      version: '2026.11.01',
    });
    expect(system.said).toEqual([]);
  });

  it('is installed by pip into the private folder, in the pinned version, when the one on PATH is old', async () => {
    const pip = answerAsPip(['2026.08.19', '2026.09.09']);
    const system = createFakeSystem(['yt-dlp', 'python3'], (line, machine) =>
      line.startsWith('/usr/bin/yt-dlp') ? '2023.03.04\n' : pip(line, machine),
    );
    expect(await prepareYtDlp(system, folder)).toEqual({
      command: '/opt/python/bin/python3',
      args: ['-m', 'yt_dlp'],
      env: { PYTHONPATH: folder },
      location: folder,
      version: '2026.08.19',
    });
    expect(system.said).toHaveLength(1);
  });

  it('is any recent version when the pinned one is not to be had', async () => {
    const system = createFakeSystem(['python3'], answerAsPip(['2026.09.09']));
    expect((await prepareYtDlp(system, folder)).version).toBe('2026.09.09');
  });

  it('is found again in the private folder without a new installation', async () => {
    const system = createFakeSystem(['python3'], (line) =>
      line.includes(' -c ') ? '/p/python3' : '2026.08.19',
    );
    await prepareYtDlp(system, folder);
    expect(system.ran.some((line) => line.includes('install'))).toBe(false);
  });

  it('brings Python with it on a machine that has none', async () => {
    const pip = answerAsPip(['2026.08.19']);
    const system = createFakeSystem(
      ['apt-get'],
      (line, machine) => {
        if (line.endsWith('install python3 python3-pip')) machine.add('python3');
        return line.includes('apt-get') ? '' : pip(line, machine);
      },
      { isRoot: true },
    );
    expect((await prepareYtDlp(system, folder)).location).toBe(folder);
  });

  it("is Debian's only when neither pip nor the release can be reached", async () => {
    const system = createFakeSystem(
      ['apt-get', 'python3'],
      (line, machine) => {
        if (line.includes(' -c ')) return '/p/python3';
        if (line.endsWith('install yt-dlp')) machine.add('yt-dlp');
        if (line.includes('apt-get')) return '';
        return line === '/usr/bin/yt-dlp --version' ? '2023.03.04' : null;
      },
      { isRoot: true },
    );
    expect(await prepareYtDlp(system, folder)).toMatchObject({
      command: '/usr/bin/yt-dlp',
      version: '2023.03.04',
    });
    expect(system.said.join('\n')).toContain('official release of yt-dlp could not be fetched');
  });

  it('that cannot be had in any way is an error that names the command to type', async () => {
    await expect(
      prepareYtDlp(
        createFakeSystem([], () => null),
        folder,
      ),
    ).rejects.toThrow('yt-dlp is missing. Install it and start again:\n  see https://github.com/yt-dlp');
  });
});

describe('the official release', () => {
  const program = Buffer.from('#!/bin/sh\necho 2026.08.19\n');
  const sum = createHash('sha256').update(program).digest('hex');
  const serve = (list: string) => async (url: string) =>
    url.endsWith('SHA2-256SUMS') ? Buffer.from(list) : program;
  const system = createFakeSystem([], () => null);
  const release = () => ({ version: '2026.08.19', folder });

  it('is kept, executable, when its hash is the published one', async () => {
    const path = await fetchYtDlpRelease(system, {
      ...release(),
      fetchBytes: serve(`${'0'.repeat(64)}  yt-dlp\n${sum}  yt-dlp_linux\n`),
    });
    expect(await readFile(path)).toEqual(program);
    expect((await stat(path)).mode & 0o111).toBe(0o111);
  });

  it('is refused when its hash differs', async () => {
    const fetchBytes = serve(`${'0'.repeat(64)}  yt-dlp_linux\n`);
    await expect(fetchYtDlpRelease(system, { ...release(), fetchBytes })).rejects.toThrow('it was not used');
    expect((await readdir(folder)).filter((name) => !name.endsWith('.part'))).toEqual([]);
  });

  it('is refused when the list of hashes does not name it', async () => {
    const fetchBytes = serve(`${sum}  yt-dlp_macos\n`);
    await expect(fetchYtDlpRelease(system, { ...release(), fetchBytes })).rejects.toThrow('does not name');
  });

  it('has a stand-alone program for the common systems, and says so where it has none', async () => {
    expect(toReleaseFile({ platform: 'linux', arch: 'arm64' })).toBe('yt-dlp_linux_aarch64');
    expect(toReleaseFile({ platform: 'win32', arch: 'x64' })).toBe('yt-dlp.exe');
    const other = createFakeSystem([], () => null, { arch: 'riscv64' });
    await expect(fetchYtDlpRelease(other, release())).rejects.toThrow('no release for linux on riscv64');
  });

  it('reads lists with and without the mark of binary mode', () => {
    expect(parseSum(`ABC *yt-dlp.exe\ndef  yt-dlp`, 'yt-dlp.exe')).toBe('abc');
  });
});
