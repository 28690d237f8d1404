/** Frames of AAC in ADTS (ISO 14496-3, 1.A.2), as they say of themselves. */
const sampleRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

/** A frame. */
export interface AdtsFrame {
  bytes: number;
  sec: number;
  /** Kind, rate and channels, as a decoder needs to know them. */
  config: number;
}

/** Null where none begins. */
export function readFrame(file: Uint8Array, at: number): AdtsFrame | null {
  // Asked of byte after byte where there is anything else between frames.
  const marks = file[at + 1] ?? 0;
  if (at + 7 > file.length || file[at] !== 0xff || (marks & 0xf6) !== 0xf0) return null;
  const [rate = 0, high = 0, middle = 0, low = 0, blocks = 0] = file.subarray(at + 2, at + 7);
  const bytes = ((high & 3) << 11) | (middle << 3) | (low >> 5);
  if (bytes < 7) return null;
  const sec = (1024 * ((blocks & 3) + 1)) / (sampleRates[(rate >> 2) & 15] ?? 48000);
  return { bytes, sec, config: ((rate & 0xfd) << 2) | (high >> 6) };
}
