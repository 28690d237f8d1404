/** What a page says of its media. */
export interface PageMedia {
  title: string;
  /** Whole addresses, the likeliest first. */
  addresses: string[];
  thumbnail: string | null;
}

/** What an address ends in, in small letters; empty where that is no type of file. */
export const readExtension = (url: string): string =>
  /\.(\w{2,4})$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';

const mediaExtensions: readonly string[] = [
  ...['m3u8', 'mpd', 'mp4', 'm4v', 'mov', 'webm', 'mkv', 'ts', 'mp3', 'm4a', 'ogg', 'opus', 'flac', 'wav'],
];

/** Whether an address is named as a video, a sound or a stream is. */
export const isMediaAddress = (url: string): boolean => mediaExtensions.includes(readExtension(url));
