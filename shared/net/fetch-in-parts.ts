/** A file into a part that a later call can go on with. */
import { AppError } from '../app-error.ts';
import { headBytes } from '../file-type.ts';
import { runConnections } from './connections.ts';
import type { Go, Remote } from './go.ts';
import type { PartState } from './part-state.ts';
import type { Patience } from './patience.ts';
import { createSegmentMap, type SegmentMap } from './segments.ts';
import type { FileBody, Line, PartFile, PartStore, Transfer, Transferred } from './transfer.ts';

/** A part that is smaller is not kept. */
const keepFromBytes = 256 * 1024;
const roomBytes = 64 * 1024;

/** What an earlier call has left. */
export type LeftPart<Sums> = Awaited<ReturnType<PartStore<Sums>['find']>>;

async function finish<Sums>({ transfer, part, map, remote, isHeadChecked }: Go<Sums>) {
  const bytes = remote.totalBytes ?? map.doneBytes();
  transfer.checkLength(bytes, true);
  if (!isHeadChecked) transfer.checkHead(await part.read(0, headBytes));
  await transfer.checkEnd({ bytes, read: part.read });
  return { bytes, sums: await part.finish(bytes) };
}

async function save(go: Go): Promise<void> {
  const { transfer, remote, part, map } = go;
  const { parts } = remote;
  if (!parts) return;
  const readState = (): PartState => {
    const done = map.done().map(([from, to]): [number, number] => [from, to]);
    return { version: 1, pathname: transfer.pathname, ...parts, done };
  };
  await part.save(readState);
  go.isSaved = true;
}

/** On a disk that is full to the last byte the end of the part makes room for what is written down about it. */
async function saveOnFullDisk(go: Go): Promise<void> {
  const end = Math.max(...go.map.done().map(([, to]) => to));
  go.map.forget(end - roomBytes);
  await go.part.truncate(end - roomBytes);
  await save(go);
}

/** Writes down what a later call can go on with. False when there is nothing such. */
async function canKeep(go: Go, error: unknown): Promise<boolean> {
  const { remote, map } = go;
  const code = error instanceof AppError ? error.code : null;
  const isSpoilt = code === 'media.damaged' || code === 'media.wrong_type';
  if (!remote.parts || isSpoilt || map.doneBytes() < keepFromBytes) return false;
  // Where it cannot be written any more, what was written before may still do.
  await (code === 'storage.full' ? saveOnFullDisk(go) : save(go)).catch(() => undefined);
  return go.isSaved;
}

function planSegments({ habits, connections }: Transfer<unknown>, remote: Remote, left: SegmentMap): void {
  if (!remote.parts) return;
  if (habits.blockBytes !== null) left.cut(habits.blockBytes);
  else if (connections !== null) left.share(connections);
}

/** What is written down about an older part must not outlive its bytes, also when everything ends right here. */
async function createEmpty<Sums>(store: PartStore<Sums>, totalBytes: number | null): Promise<PartFile<Sums>> {
  await store.removeState();
  return store.create(totalBytes);
}

/** What is known before the first stretch is fetched. */
export interface Beginning<Sums> {
  line: Line;
  remote: Remote;
  /** The answer to the first request; null where an earlier call was. */
  first: FileBody | null;
  left: LeftPart<Sums>;
  patience: Patience;
}

/**
 * The file in a part, from a server that has said what it is or from where the part ends. After an error part and state
 * stay when a later call can go on with them.
 */
export async function fetchInParts<Sums>(
  transfer: Transfer<Sums>,
  { line, remote, first, left, patience }: Beginning<Sums>,
): Promise<Transferred<Sums>> {
  const { store } = transfer;
  const map = createSegmentMap(remote.totalBytes ?? Number.POSITIVE_INFINITY, left?.state.done);
  await store.checkSpace((remote.totalBytes ?? 0) - map.doneBytes(), left !== null);
  planSegments(transfer, remote, map);
  const part = await (left ? left.open() : createEmpty(store, remote.totalBytes));
  const isSaved = left !== null;
  const go: Go<Sums> = { transfer, line, remote, part, map, patience, isHeadChecked: false, isSaved };
  let isKept = false;
  try {
    await runConnections(go, { first, save: () => save(go) });
    const transferred = await finish(go);
    isKept = true;
    await store.removeState();
    return transferred;
  } catch (error) {
    isKept ||= await canKeep(go, error);
    throw error;
  } finally {
    await part.close();
    if (!isKept) await store.remove();
  }
}
