/** The parts of ffmpeg's core (an Emscripten module) that are used; the package brings no types. */

/** A file or folder of the core's file system. */
export interface CoreNode {
  mode: number;
  id: number;
  node_ops: object;
  stream_ops: object;
}

/** An open file. */
export interface CoreStream {
  node: CoreNode;
  position: number;
}

/** Emscripten's file system, as far as files of our own are shown in it. */
export interface CoreFileSystem {
  mkdir(path: string): void;
  writeFile(path: string, text: string | Uint8Array): void;
  readFile(path: string, options: { encoding: 'utf8' }): string;
  createNode(parent: CoreNode | null, name: string, mode: number, device: number): CoreNode;
  mount(type: { mount(): CoreNode }, options: object, path: string): void;
  ErrnoError: new (errno: number) => Error;
}

/** The module, loaded; `exec` and `ffprobe` hold their thread until they are done. */
export interface FfmpegCore {
  FS: CoreFileSystem;
  ret: number;
  exec(...args: string[]): number;
  ffprobe(...args: string[]): number;
  setLogger(log: (entry: { type: string; message: string }) => void): void;
  reset(): void;
}

/** What the core's script exports. It finds its code only by what stands behind the `#`: JSON in base 64. */
export type CreateCore = (options: { mainScriptUrlOrBlob: string }) => Promise<FfmpegCore>;
