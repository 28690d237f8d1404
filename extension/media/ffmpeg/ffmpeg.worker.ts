/** ffmpeg's core and what it works on. Called through comlink; ended after one piece of work, which frees its memory. */
import createCore from '@ffmpeg/core';
import wasmUrl from '@ffmpeg/core/wasm?url';
import { expose } from 'comlink';
import { type ByteSource, lockFile, openSource } from '../files/byte-source.ts';
import { guard } from '../mux/guard.ts';
import { type FfmpegRun, type FfmpegWorker, inputPath, textPath } from './ffmpeg-worker.ts';
import { mountFiles, toInputFile, toOutputFile } from './open-files.ts';

const filesPath = '/files';

const loadCore = () => createCore({ mainScriptUrlOrBlob: `#${btoa(JSON.stringify({ wasmURL: wasmUrl }))}` });

async function run({ inputs, target, small, args }: FfmpegRun, onLine: (line: string) => void) {
  const core = await loadCore();
  const sources: ByteSource[] = [];
  const handle = target && (await lockFile(target));
  try {
    for (const input of inputs) sources.push(await openSource(input));
    const files = sources.map((source, place) =>
      toInputFile(inputPath(place).slice(filesPath.length + 1), source),
    );
    const mounted = mountFiles(core.FS, filesPath, [
      ...files,
      ...(handle ? [toOutputFile('out', handle)] : []),
    ]);
    for (const { name, content } of small) core.FS.writeFile(textPath(name), content);
    core.setLogger(({ message }) => onLine(message));
    const exitCode = core.exec(...args);
    const failure = mounted.failure();
    if (failure) throw failure;
    handle?.flush();
    return { exitCode, bytes: handle?.getSize() ?? 0 };
  } finally {
    handle?.close();
    for (const source of sources) source.close();
  }
}

const worker: FfmpegWorker = {
  run: guard(run),
  probe: guard(async (input) => {
    const core = await loadCore();
    const source = await openSource(input);
    try {
      mountFiles(core.FS, filesPath, [toInputFile('in0', source)]);
      const shown = ['-show_streams', '-show_format', '-print_format', 'json'];
      core.ffprobe('-v', 'error', ...shown, '-o', '/probe.json', `file:${inputPath(0)}`);
      return { json: core.FS.readFile('/probe.json', { encoding: 'utf8' }) };
    } finally {
      source.close();
    }
  }),
};

expose(worker);
