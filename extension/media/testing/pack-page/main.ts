/** The page of the tests of packing: the product's own workers, and one that lays out what they pack. */
import { proxy, wrap } from 'comlink';
import type { ArchiveWorker } from '../../archive/archive-worker.ts';
import type { CheckWorker, KnownExport } from '../../check/check-worker.ts';
import type { PackWorker } from '../../pack/pack-worker.ts';
import type { LayoutWorker } from './layout-worker.ts';

const layout = wrap<LayoutWorker>(
  new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' }),
);

const startPacker = () => {
  const worker = new Worker(new URL('../../pack/pack.worker.ts', import.meta.url), { type: 'module' });
  return { worker, calls: wrap<PackWorker>(worker) };
};
let packer = startPacker();

const startArchive = () => {
  const worker = new Worker(new URL('../../archive/archive.worker.ts', import.meta.url), { type: 'module' });
  return { worker, calls: wrap<ArchiveWorker>(worker) };
};
let archive = startArchive();

/** Handles stay on this side: tests name picked places by their names. */
async function openHandles(argument: Record<string, unknown>): Promise<Record<string, unknown>> {
  const root = await navigator.storage.getDirectory();
  return {
    ...argument,
    ...(typeof argument.file === 'string' && {
      file: await root.getFileHandle(argument.file, { create: true }),
    }),
    ...(typeof argument.root === 'string' && {
      root: await root.getDirectoryHandle(argument.root, { create: true }),
    }),
  };
}

const checker = wrap<CheckWorker>(
  new Worker(new URL('../../check/check.worker.ts', import.meta.url), { type: 'module' }),
);

/** A ZIP or a folder below the root, by name, as if the user had picked it. */
async function openPicked(name: string) {
  const root = await navigator.storage.getDirectory();
  if (!name.endsWith('.zip')) return { folder: await root.getDirectoryHandle(name) };
  return { zips: [await (await root.getFileHandle(name)).getFile()] };
}

const unheard = proxy(() => undefined);

const filesAtOnce = 256;

/** In requests of as many files as the product packs with one, found among the small ones as it finds them. */
async function packMany({ jobId, paths, bytes }: { jobId: string; paths: string[]; bytes: number }) {
  for (let from = 0; from < paths.length; from += filesAtOnce) {
    const some = paths.slice(from, from + filesAtOnce);
    const found = await archive.calls.findSmall({ jobId, paths: some });
    if ('error' in found) return found;
    const files = some.map((path, place) => ({
      path,
      bytes,
      crc32: null,
      small: found.places[place] ?? null,
    }));
    const packed = await packer.calls.addToZip({ jobId, folder: 'demo', files });
    if ('error' in packed) return packed;
  }
  return { done: true };
}

type Call = (argument: unknown) => Promise<unknown>;

Object.assign(globalThis, {
  ask: async (name: string, argument: Record<string, unknown>) => {
    const [who, what = ''] = name.split('.');
    if (name === 'pack.many') return packMany(argument as unknown as Parameters<typeof packMany>[0]);
    if (who === 'archive') return (archive.calls[what as keyof ArchiveWorker] as unknown as Call)(argument);
    if (who === 'layout') return (layout[what as keyof LayoutWorker] as unknown as Call)(argument);
    if (who === 'check') {
      const archive = await openPicked(String(argument.archive));
      const known = (argument.known ?? null) as KnownExport | null;
      return what === 'restore' && known
        ? checker.restore({ archive, known }, unheard)
        : checker.check({ archive, known }, unheard);
    }
    return (packer.calls[what as keyof PackWorker] as unknown as Call)(await openHandles(argument));
  },
  /** As the browser ends workers: in the middle of whatever they do. */
  killWorker: () => {
    packer.worker.terminate();
    packer = startPacker();
    archive.worker.terminate();
    archive = startArchive();
  },
});
