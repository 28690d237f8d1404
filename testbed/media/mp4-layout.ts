import type { ByteSpan } from './clip.ts';

/** What an MP4 file says about itself. Codecs are RFC 6381 names, in the order of the tracks. */
export interface Mp4Layout {
  codecs: string[];
  /** Up to the end of `moov`. */
  initRange?: ByteSpan;
  /** The `sidx` box. */
  indexRange?: ByteSpan;
}

/** Reads the layout from the beginning of a file, which must hold everything before the media. */
export function readMp4Layout(bytes: Buffer): Mp4Layout {
  const boxes = listBoxes(bytes);
  const moov = boxes.find(({ type }) => type === 'moov');
  const sidx = boxes.find(({ type }) => type === 'sidx');
  if (!moov) throw new Error('An MP4 file without moov at its front');
  const codecs = findCodecs(bytes.subarray(moov.start, moov.end + 1));
  if (!sidx) return { codecs };
  return { codecs, initRange: { start: 0, end: moov.end }, indexRange: { start: sidx.start, end: sidx.end } };
}

function listBoxes(bytes: Buffer): (ByteSpan & { type: string })[] {
  const boxes: (ByteSpan & { type: string })[] = [];
  for (let start = 0; start + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(start);
    if (size < 8) break;
    boxes.push({ type: bytes.toString('latin1', start + 4, start + 8), start, end: start + size - 1 });
    start += size;
  }
  return boxes;
}

/** The configuration boxes have names that do not occur elsewhere in a header of our own making. */
function findCodecs(moov: Buffer): string[] {
  const codecs: { at: number; name: string }[] = [];
  const note = (box: string, toName: (content: Buffer) => string) => {
    const at = moov.indexOf(box, 0, 'latin1');
    if (at >= 0) codecs.push({ at, name: toName(moov.subarray(at + 4)) });
  };
  // avcC: version, profile, compatibility, level.
  note('avcC', (content) => `avc1.${content.toString('hex', 1, 4)}`);
  note('av1C', toAv1Name);
  note('hvcC', toHevcName);
  // vpcC: version and flags in four bytes, profile, level, then four bits of depth.
  note(
    'vpcC',
    (content) => `vp09.${toTwoDigits(content.readUInt8(4))}.${toTwoDigits(content.readUInt8(5))}.08`,
  );
  note('mp4a', () => 'mp4a.40.2');
  return codecs.sort((a, b) => a.at - b.at).map(({ name }) => name);
}

/** av1C: marker and version, then 3 bits profile, 5 bits level, 1 bit tier (AV1 in ISOBMFF, 2.3.3). All clips have 8 bits. */
function toAv1Name(content: Buffer): string {
  const profileAndLevel = content.readUInt8(1);
  const tier = content.readUInt8(2) & 0x80 ? 'H' : 'M';
  return `av01.${profileAndLevel >> 5}.${toTwoDigits(profileAndLevel & 0x1f)}${tier}.08`;
}

/** hvcC: version, profile, four bytes of compatibility flags (written in reverse), six of constraints, level (ISO 14496-15, E.3). */
function toHevcName(content: Buffer): string {
  const profile = content.readUInt8(1);
  const flags = content.readUInt32BE(2).toString(2).padStart(32, '0');
  const compatibility = Number.parseInt([...flags].reverse().join(''), 2).toString(16);
  const tier = profile & 0x20 ? 'H' : 'L';
  const constraints = content.readUInt8(6).toString(16).toUpperCase();
  return `hvc1.${profile & 0x1f}.${compatibility}.${tier}${content.readUInt8(12)}.${constraints}`;
}

function toTwoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
