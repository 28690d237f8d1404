/** The core as the bundler hands it over: its script inside the worker, its code as a file of its own. */
declare module '@ffmpeg/core' {
  const createCore: import('./core-module.ts').CreateCore;
  export default createCore;
}
declare module '@ffmpeg/core/wasm?url' {
  const url: string;
  export default url;
}
declare module '@ffmpeg/core?url' {
  const url: string;
  export default url;
}
