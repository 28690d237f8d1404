/// <reference path="../../ffmpeg/core-assets.d.ts" />
/** What tests do in the lab's page: files come from the lab's server into the browser's storage, and go back to it. */

import wasmUrl from '@ffmpeg/core/wasm?url';
import coreUrl from '@ffmpeg/core?url';
import { FFFSType, FFmpeg } from '@ffmpeg/ffmpeg';
import { AppError, toWire } from '../../../../shared/app-error.ts';
import type { AudioFormat } from '../../../../shared/model/quality.ts';
import type { DownloadChoice } from '../../../../shared/protocol/download-commands.ts';
import type { ConvertPreset } from '../../../core/convert.ts';
import { openFile as openArchiveFile, openJobFolder } from '../../files/opfs-folder.ts';
import { startBunny } from '../../mux/bunny.ts';
import type { MuxTool, ReadInput } from '../../mux/choose-tool.ts';
import { type JoinOrder, joinParts } from '../../mux/join-parts.ts';
import type { MediaProbe } from '../../mux/media-probe.ts';
import { type MuxControl, type MuxResult, muxFiles, readMedia, runTool } from '../../mux/mux-files.ts';
import { type MuxOrder, noTags } from '../../mux/mux-order.ts';
import { joinMedia } from '../../save/join-media.ts';
import { estimateTranscode } from '../../transcode/estimate-transcode.ts';
import { transcodeFile } from '../../transcode/transcode-file.ts';

/** An order whose files are named as the server knows them. */
export interface LabOrder extends Partial<Omit<MuxOrder, 'inputs' | 'target' | 'cover'>> {
  container: MuxOrder['container'];
  inputs: ReadonlyArray<{
    name: string;
    take: MuxOrder['inputs'][number]['take'];
    delaySec?: number;
    hasClock?: boolean;
    language?: string;
    as?: 'file' | 'handle';
  }>;
  cover?: { name: string; mimeType: 'image/jpeg' | 'image/png' | 'image/webp' } | null;
  /** Name under which the result goes back to the server; null: it stays. */
  result: string | null;
  cancelAfterMs?: number;
  /** Only this one, whatever would be chosen. */
  tool?: MuxTool;
}

export interface LabResult {
  made?: string;
  tool?: string;
  bytes?: number;
  elapsedMs?: number;
  parts?: number;
  /** What was said before it began. */
  estimated?: { timeSec: number | null; bytes: number | null };
  error?: { code: string; message: string; context: object };
}

const noChoice: DownloadChoice = {
  quality: 'original',
  audioFormat: null,
  codec: null,
  container: null,
  maxBytes: null,
  format: null,
  subtitles: null,
  thumbnail: 'none',
  embedMetadata: true,
  embedChapters: false,
  sections: [],
  rateLimitBytesPerSec: null,
  skipKnown: false,
};
const openFile = async (name: string): Promise<FileSystemFileHandle> =>
  (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });

async function fetchInto(name: string): Promise<FileSystemFileHandle> {
  const file = await openFile(name);
  const response = await fetch(`/files/${name}`);
  if (!response.ok || !response.body) throw new Error(`${name}: ${response.status}`);
  if ((await file.getFile()).size !== Number(response.headers.get('content-length')))
    await response.body.pipeTo(await file.createWritable());
  else await response.body.cancel();
  return file;
}

async function muxBy(tool: MuxTool, order: MuxOrder, control: MuxControl): Promise<MuxResult> {
  const copier = startBunny(control.signal);
  try {
    const inputs: ReadInput[] = [];
    for (const { source, take } of order.inputs)
      inputs.push(await readMedia(source, { copier, signal: control.signal, wanted: take }));
    return await runTool({ tool, why: 'it was asked for' }, { order, inputs, copier, control });
  } finally {
    copier.end();
  }
}

async function runOrder(order: LabOrder): Promise<LabResult> {
  const inputs = [];
  for (const { name, take, as, delaySec = 0, hasClock = false, language = null } of order.inputs) {
    const file = await fetchInto(name);
    const source = as === 'file' ? await file.getFile() : file;
    inputs.push({ source, take, delaySec, hasClock, language });
  }
  const target = await openFile('result');
  const cover = order.cover && {
    bytes: new Uint8Array(await (await (await fetchInto(order.cover.name)).getFile()).arrayBuffer()),
    mimeType: order.cover.mimeType,
  };
  let parts = 0;
  const stop = new AbortController();
  if (order.cancelAfterMs !== undefined) setTimeout(() => stop.abort(), order.cancelAfterMs);
  const control: MuxControl = { signal: stop.signal, onPart: () => (parts += 1) };
  const { captions = [], chapters = [], tags = noTags, container } = order;
  const startMs = performance.now();
  const whole = { inputs, captions, chapters, tags, cover: cover ?? null, container, target };
  const result = await (order.tool ? muxBy(order.tool, whole, control) : muxFiles(whole, control));
  const elapsedMs = performance.now() - startMs;
  if (order.result !== null)
    await fetch(`/results/${order.result}`, { method: 'PUT', body: await target.getFile() });
  return { made: result.made, tool: result.tool, bytes: result.bytes, elapsedMs, parts };
}

/** Two files as the server knows them, and what becomes of them. */
export interface PackageOrder {
  names: readonly string[];
  container: 'mp4' | 'mkv' | 'ts';
}

/** The same by ffmpeg.wasm as its package is used: inputs mounted, the result in its memory, and from there to the disk. */
async function joinByPackage({ names, container }: PackageOrder): Promise<LabResult> {
  const files = [];
  for (const name of names) files.push(await (await fetchInto(name)).getFile());
  const startMs = performance.now();
  const ffmpeg = new FFmpeg();
  await ffmpeg.load({
    coreURL: new URL(coreUrl, location.href).href,
    wasmURL: new URL(wasmUrl, location.href).href,
  });
  try {
    await ffmpeg.createDir('/in');
    await ffmpeg.mount(FFFSType.WORKERFS, { files }, '/in');
    const inputs = files.flatMap(({ name }) => ['-i', `/in/${name}`]);
    const made = `/out.${container}`;
    const exitCode = await ffmpeg.exec([...inputs, '-c', 'copy', made]);
    if (exitCode !== 0) throw new Error(`ffmpeg.wasm ended with ${exitCode}`);
    const bytes = await ffmpeg.readFile(made);
    const target = await (await openFile('result')).createWritable();
    if (typeof bytes === 'string') throw new Error('ffmpeg.wasm gave a text');
    await target.write(bytes as Uint8Array<ArrayBuffer>);
    await target.close();
    return { bytes: bytes.byteLength, elapsedMs: performance.now() - startMs };
  } finally {
    ffmpeg.terminate();
  }
}

/** A preset for a file as the server knows it; the estimate comes first, as on the screen. */
export interface LabTranscode {
  name: string;
  preset: ConvertPreset;
  result: string;
}

/** As the screen looks at a picked file. */
async function lookAt(name: string): Promise<MediaProbe> {
  const { signal } = new AbortController();
  const source = await (await fetchInto(name)).getFile();
  const copier = startBunny(signal);
  return (await readMedia(source, { copier, signal, wanted: [] }).finally(() => copier.end())).probe;
}

async function transcode({ name, preset, result }: LabTranscode): Promise<LabResult> {
  const { signal } = new AbortController();
  const source = await (await fetchInto(name)).getFile();
  const probe = await lookAt(name);
  const target = await openFile('result');
  const estimate = await estimateTranscode({ source, preset, probe }, signal);
  const draft = await openFile('draft');
  const made = await transcodeFile({ source, preset, probe, target, draft, estimate }, { signal });
  await fetch(`/results/${result}`, { method: 'PUT', body: await made.file.getFile() });
  return { made: made.made, tool: estimate.tool, bytes: made.bytes, estimated: estimate };
}

/** As a job joins: the files are in its folder, and so is the result. */
async function runJoin(order: Omit<JoinOrder, 'jobId'> & { result: string }): Promise<LabResult> {
  const jobId = 'lab';
  const folder = await openJobFolder(jobId);
  for (const name of [order.video, order.audio, order.shown.cover]) {
    if (name === null) continue;
    const response = await fetch(`/files/${name}`);
    if (response.ok)
      await response.body?.pipeTo(await (await openArchiveFile(folder, name, true)).createWritable());
  }
  const { signal } = new AbortController();
  const readFile = async (path: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const file = await openArchiveFile(folder, path, false).catch(() => null);
    return file && new Uint8Array(await (await file.getFile()).arrayBuffer());
  };
  const { made, bytes } = await joinParts({ ...order, jobId }, { signal, readFile });
  const file = await (await openArchiveFile(folder, order.path, false)).getFile();
  await fetch(`/results/${order.result}`, { method: 'PUT', body: file });
  return { ...(made !== undefined && { made }), bytes };
}

/** The sound of a file as a download of the browser alone saves it. */
async function saveSound({ name, format }: { name: string; format: AudioFormat }): Promise<LabResult> {
  const downloadId = 'lab-sound';
  const path = `tracks/${name}`;
  const file = await openArchiveFile(await openJobFolder(downloadId), path, true);
  await (await fetch(`/files/${name}`)).body?.pipeTo(await file.createWritable());
  const choice = { ...noChoice, quality: 'audio', audioFormat: format } as const;
  const order = {
    downloadId,
    url: 'https://site.test/film',
    title: 'A film',
    author: 'Ana',
    choice,
  };
  const wish = { stem: 'target/film', video: { path }, audio: null, captions: [] };
  const { signal } = new AbortController();
  const { record } = await joinMedia(order, wish, { signal, onProgress: () => undefined });
  const saved = await openArchiveFile(await openJobFolder(downloadId), record.path, false);
  await fetch(`/results/${name}.${format}`, { method: 'PUT', body: await saved.getFile() });
  return { bytes: record.bytes, ...(record.made !== undefined && { made: record.made }) };
}

/** What was thrown crosses to the test as it is told. */
const orError =
  <Order, Result>(action: (order: Order) => Promise<Result>) =>
  async (order: Order): Promise<Result | LabResult> => {
    try {
      return await action(order);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, message, context } = toWire(error);
      return { error: { code, message, context } };
    }
  };

const lab = {
  saveSound,

  look: orError(lookAt),

  join: runJoin,

  transcode: orError(transcode),

  /** Brings a file into the browser's storage. */
  async fetch(name: string): Promise<number> {
    return (await (await fetchInto(name)).getFile()).size;
  },

  async joinByPackage(order: PackageOrder): Promise<LabResult> {
    try {
      return await joinByPackage(order);
    } catch (error) {
      return { error: { code: 'failed', message: String(error), context: {} } };
    }
  },

  mux: orError(runOrder),
};

export type Lab = typeof lab;

Object.assign(globalThis, { ask: (name: keyof Lab, order: never) => lab[name](order) });
