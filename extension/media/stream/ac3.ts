/** Frames of AC-3 and E-AC-3 (ETSI TS 102 366, 4.3 and E.1.3), as they say of themselves. */
const sampleRates = [48_000, 44_100, 32_000];
const kilobits = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640];
const blockSamples = 256;
const mostBlocks = 6;

/** A frame. */
interface Ac3Frame {
  bytes: number;
  /** 0 of what is heard together with the frame before. */
  sec: number;
  isEnhanced: boolean;
}

function readPlain(rate: number, sizeCode: number): Ac3Frame | null {
  const kilobit = kilobits[sizeCode >> 1];
  if (kilobit === undefined) return null;
  const samples = blockSamples * mostBlocks;
  // Where they do not come out even some frames have a word more, which the code says.
  const words = Math.floor((kilobit * 1000 * samples) / rate / 16) + (rate === 44_100 ? sizeCode & 1 : 0);
  return { bytes: 2 * words, sec: samples / rate, isEnhanced: false };
}

/** Null where none begins. */
export function readAc3Frame(file: Uint8Array, at: number): Ac3Frame | null {
  if (at + 6 > file.length || file[at] !== 0x0b || file[at + 1] !== 0x77) return null;
  const [high = 0, low = 0, rates = 0, version = 0] = file.subarray(at + 2, at + 6);
  const rate = sampleRates[rates >> 6];
  if (version >> 3 <= 10) return rate === undefined ? null : readPlain(rate, rates & 0x3f);
  const bytes = 2 * ((((high & 7) << 8) | low) + 1);
  const halved = (sampleRates[(rates >> 4) & 3] ?? 0) / 2;
  if (rate === undefined && halved === 0) return null;
  const blocks = rate === undefined ? mostBlocks : ([1, 2, 3, mostBlocks][(rates >> 4) & 3] ?? mostBlocks);
  // More channels, or another programme: only the first stream of the first has the time.
  const isBeside = high >> 6 === 1 || ((high >> 3) & 7) > 0;
  return { bytes, sec: isBeside ? 0 : (blockSamples * blocks) / (rate ?? halved), isEnhanced: true };
}
