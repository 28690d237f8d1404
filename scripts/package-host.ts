/**
 * `npm run package:host`: the companion for machines without a checkout, in dist: a tarball that needs Node, the same bytes
 * each time, and a single executable for this system.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import manifest from '../package.json' with { type: 'json' };
import { buildExecutable } from './package/executable.ts';
import { buildTarball, type TarFile } from './package/tar.ts';
import { parseOptions } from './parse-options.ts';
import { projectRoot } from './tools.ts';

const usage = `npm run package:host -- [OPTIONS]

  --out DIR         where the package goes; default: dist
  --no-executable   only the tarball
`;

const { values } = parseOptions(
  {
    allowNegative: true,
    options: {
      executable: { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h', default: false },
      out: { type: 'string', default: join(projectRoot, 'dist') },
    },
  },
  usage,
);

const name = `star-export-companion-${manifest.version}`;

/** The time of every file in the tarball: packages of one version are the same, whenever they are made. */
const timeSec = Number(process.env.SOURCE_DATE_EPOCH ?? Date.UTC(2026, 0, 1) / 1000);

/** Runs native-host/build.ts, which is no module of ours. */
async function bundle(workFolder: string, format: 'es' | 'cjs', file: string): Promise<string> {
  const script = join(projectRoot, 'native-host', 'build.ts');
  const notices = join(workFolder, 'notices.txt');
  const options = ['--packaged', '--format', format, '--file', file, '--notices', notices];
  await execa(process.execPath, [script, workFolder, ...options]);
  return join(workFolder, file);
}

async function readFiles(workFolder: string): Promise<TarFile[]> {
  const sources: [string, string, boolean][] = [
    [await bundle(workFolder, 'es', 'companion.mjs'), 'companion.mjs', false],
    [join(projectRoot, 'native-host', 'package', 'star-export'), 'star-export', true],
    [join(projectRoot, 'native-host', 'package', 'star-export.bat'), 'star-export.bat', false],
    [join(projectRoot, 'native-host', 'package', 'install.sh'), 'install.sh', true],
    [join(projectRoot, 'native-host', 'package', 'README.md'), 'README.md', false],
    [join(projectRoot, 'LICENSE'), 'LICENSE', false],
    [join(workFolder, 'notices.txt'), 'THIRD-PARTY.txt', false],
  ];
  return Promise.all(
    sources.map(async ([from, path, isExecutable]) => ({
      path: `${name}/${path}`,
      bytes: await readFile(from),
      isExecutable,
    })),
  );
}

const toMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function packageHost(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const workFolder = await mkdtemp(join(out, '.package-'));
  try {
    const tarball = buildTarball(await readFiles(workFolder), timeSec);
    const tarballPath = join(out, `${name}.tar.gz`);
    await writeFile(tarballPath, tarball);
    console.log(`${tarballPath} (${toMegabytes(tarball.length)})`);
    if (!values.executable) return;
    const suffix = process.platform === 'win32' ? '.exe' : '';
    const path = join(out, `${name}-${process.platform}-${process.arch}${suffix}`);
    await buildExecutable({ bundle: await bundle(workFolder, 'cjs', 'companion.cjs'), workFolder, path });
    console.log(path);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

if (values.help) process.stdout.write(usage);
else await packageHost(resolve(values.out));
