/** What a track is by its first bytes. */
export const trackKinds = ['ts', 'mp4', 'webm', 'aac', 'mp3'] as const;
export type TrackKind = (typeof trackKinds)[number];

const signatures: [TrackKind, RegExp][] = [
  ['mp4', /^.{4}(?:ftyp|styp|moov|moof|sidx|emsg|prft|free)/s],
  ['webm', /^.E\xdf\xa3/s],
  ['ts', /^G(?:.{187}G|.{0,186}$)/s],
];
/** Packed audio begins with a tag that tells its time. */
const isTag = /^ID3/;
const isAdts = /^\xff[\xf0-\xf9]/;

/** Null for what is no media. */
export function findTrackKind(bytes: Uint8Array): TrackKind | null {
  const head = String.fromCharCode(...bytes.subarray(0, 512));
  const found = signatures.find(([, signature]) => signature.test(head));
  if (found) return found[0];
  if (isTag.test(head) || isAdts.test(head)) return isAdts.test(afterTag(bytes)) ? 'aac' : 'mp3';
  return /^\xff[\xe2-\xfb]/.test(head) ? 'mp3' : null;
}

/** What follows an ID3 tag, whose length is in four times seven bits. */
function afterTag(bytes: Uint8Array): string {
  const [one = 0, two = 0, three = 0, four = 0] = bytes.subarray(6, 10);
  const isTagged = bytes[0] === 0x49;
  const at = isTagged ? 10 + ((one << 21) | (two << 14) | (three << 7) | four) : 0;
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
