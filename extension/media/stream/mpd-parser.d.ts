declare module 'mpd-parser' {
  /** The steps of its `parse`, of which the results are read by schemas of ours. */
  export function stringToMpdXml(text: string): unknown;
  export function inheritAttributes(
    manifest: unknown,
    options: { manifestUri: string },
  ): { representationInfo: unknown };
  export function toPlaylists(representations: readonly unknown[]): unknown[];
  export function toM3u8(wish: { dashPlaylists: readonly unknown[] }): unknown;
}
