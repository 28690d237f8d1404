declare module 'mpd-parser' {
  /** The result is read by a schema of ours. */
  export function parse(text: string, options: { manifestUri: string }): unknown;
}
