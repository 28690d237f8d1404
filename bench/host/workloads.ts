/** What is measured: who fetches what, with which options, and how much of it we aim at. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileKind } from './files.ts';
import type { Peers } from './peers.ts';
import type { Invocation } from './run-process.ts';

/** What a contender is given: where the files are, and the folder it runs in. */
export interface Order {
  /** `http://127.0.0.1:PORT/small` */
  base: string;
  count: number;
  folder: string;
}

export interface Contender {
  name: string;
  ours?: true;
  /** Files named `1.mp4` to `count.mp4` in `folder/out`, which is there. */
  build(order: Order): Invocation;
}

export interface Workload {
  name: string;
  kind: FileKind;
  count: number;
  contenders: readonly Contender[];
  /** Our time to that of a peer, at most. */
  aims: readonly { peer: string; ratio: number }[];
  /** In one run of ours nothing but the files is compared, so the flush and the hash are ours alone: see `toLevel`. */
  isLevelled: boolean;
}

const urlOf = ({ base }: Order, number = 1): string => `${base}/${number}.mp4`;
const listNumbers = ({ count }: Order): number[] => Array.from({ length: count }, (_, index) => index + 1);

function writeList(order: Order, name: string, toLines: (url: string, number: number) => string[]): string {
  const path = join(order.folder, name);
  writeFileSync(
    path,
    `${listNumbers(order)
      .flatMap((n) => toLines(urlOf(order, n), n))
      .join('\n')}\n`,
  );
  return path;
}

/** The companion's program and the settings that allow it to reach this machine. */
export interface Ours {
  main: string;
  config: string;
}

const buildOurs = ({ main, config }: Ours, args: string[]): Invocation => ({
  command: process.execPath,
  args: [main, 'fetch', ...args],
  env: { STAR_EXPORT_CONFIG: config },
});

/** All workloads, for the programs that are there. */
export function listWorkloads({ curl, wget, aria2c, ytDlp }: Peers, ours: Ours): Workload[] {
  const aria2 = (order: Order, args: string[]): Invocation => ({
    command: aria2c.path,
    args: ['--quiet', '--file-allocation=none', '--dir', join(order.folder, 'out'), ...args],
  });
  const one = {
    curl: {
      name: 'curl',
      build: (order) => ({ command: curl.path, args: ['-s', '-o', 'out/1.mp4', urlOf(order)] }),
    },
    wget: {
      name: 'wget',
      build: (order) => ({ command: wget.path, args: ['-q', '-O', 'out/1.mp4', urlOf(order)] }),
    },
    ytDlp: {
      name: 'yt-dlp -N 8',
      build: (order) => ({
        command: ytDlp.command,
        args: [...ytDlp.args, '--ignore-config', '-q', '-N', '8', '-o', 'out/1.mp4', urlOf(order)],
        env: ytDlp.env,
      }),
    },
  } satisfies Record<string, Contender>;
  const fetchOne = (...args: string[]) => ({
    ours: true as const,
    build: (order: Order) => buildOurs(ours, [urlOf(order), '--out', 'out/1.mp4', ...args]),
  });
  const many = (atOnce: number): Contender[] => [
    {
      name: `curl --parallel-max ${atOnce}`,
      build: (order) => ({
        command: curl.path,
        args: [
          ...['-s', '--parallel', '--parallel-max', String(atOnce), '-K'],
          writeList(order, 'curl.txt', (url, n) => [`url="${url}"`, `output="out/${n}.mp4"`]),
        ],
      }),
    },
    {
      name: `aria2 -j ${atOnce}`,
      build: (order) =>
        aria2(order, ['-j', String(atOnce), '-i', writeList(order, 'aria2.txt', (url) => [url])]),
    },
    {
      name: `Star Export --parallel ${atOnce}`,
      ours: true,
      build: (order) =>
        buildOurs(ours, [
          ...['--dir', 'out', '--parallel', String(atOnce), '--input-file'],
          writeList(order, 'ours.txt', (url) => [url]),
        ]),
    },
  ];
  const wgetMany: Contender = {
    name: 'wget -i',
    build: (order) => ({
      command: wget.path,
      args: ['-q', '-P', 'out', '-i', writeList(order, 'wget.txt', (url) => [url])],
    }),
  };
  return [
    {
      name: '512 MiB in one file',
      kind: 'big',
      count: 1,
      isLevelled: true,
      contenders: [
        one.curl,
        one.wget,
        { name: 'aria2', build: (order) => aria2(order, [urlOf(order)]) },
        one.ytDlp,
        { name: 'Star Export', ...fetchOne() },
      ],
      aims: [
        { peer: 'curl', ratio: 1.1 },
        { peer: 'yt-dlp -N 8', ratio: 0.55 },
      ],
    },
    {
      name: '24 MiB at 2 MiB/s per connection',
      kind: 'slow',
      count: 1,
      isLevelled: false,
      contenders: [
        one.curl,
        one.ytDlp,
        {
          name: 'aria2 -x 16 -s 16 -k 1M',
          build: (order) => aria2(order, ['-x', '16', '-s', '16', '-k', '1M', urlOf(order)]),
        },
        { name: 'Star Export --connections 16', ...fetchOne('--connections', '16') },
        { name: 'Star Export', ...fetchOne() },
      ],
      aims: [
        { peer: 'aria2 -x 16 -s 16 -k 1M', ratio: 0.95 },
        { peer: 'yt-dlp -N 8', ratio: 0.1 },
      ],
    },
    {
      name: '1,000 files of 20 KB',
      kind: 'small',
      count: 1000,
      isLevelled: true,
      contenders: [...many(50), wgetMany],
      aims: [{ peer: 'curl --parallel-max 50', ratio: 1.15 }],
    },
    {
      name: '400 files of 20 KB, each after 50 ms',
      kind: 'late',
      count: 400,
      isLevelled: true,
      contenders: many(50),
      aims: [{ peer: 'curl --parallel-max 50', ratio: 1 }],
    },
  ];
}
