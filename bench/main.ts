/** `npm run bench -- NAME`: runs one benchmark and prints what it measured. */
import process from 'node:process';

interface Benchmark {
  summary: string;
  run(args: string[]): Promise<void>;
}

const benchmarks: Record<string, () => Promise<Benchmark>> = {
  read: async () => (await import('./read.ts')).readBenchmark,
  popup: async () => (await import('./popup.ts')).popupBenchmark,
  download: async () => (await import('./media/download.ts')).downloadBenchmark,
  mux: async () => (await import('./media/mux.ts')).muxBenchmark,
  zip: async () => (await import('./media/zip.ts')).zipBenchmark,
  viewer: async () => (await import('./media/viewer.ts')).viewerBenchmark,
  host: async () => (await import('./host/host-benchmark.ts')).hostBenchmark,
  page: async () => (await import('./page/page-benchmark.ts')).pageBenchmark,
};

const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (load) {
  await (await load()).run(args);
} else {
  process.stderr.write('Usage: npm run bench -- NAME\n');
  for (const [each, open] of Object.entries(benchmarks)) {
    process.stderr.write(`  ${each.padEnd(16)} ${(await open()).summary}\n`);
  }
  process.exitCode = 2;
}
