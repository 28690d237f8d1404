import { packetBytes, syncByte } from '../files/ts-packet.ts';
import { listTags } from './id3.ts';

/** What a track is by its first bytes. */
export const trackKinds = ['ts', 'mp4', 'webm', 'aac', 'mp3'] as const;
export type TrackKind = (typeof trackKinds)[number];

/** What a file or a segment may begin with. */
const isBox =
  /^.{4}(?:ftyp|styp|moov|moof|sidx|emsg|prft|free|mdat|uuid|skip|wide|ssix|pdin|meta|mfra|udta)/s;
/** Of the length of the first box, which no segment passes; every text has a larger one there. */
const mostFirstByte = 8;
const isWebm = /^.E\xdf\xa3/s;
/** Packed audio begins with a tag that tells its time. */
const isTag = /^ID3/;
/** Its layer is 0, which it never is in MP3. */
const isAdts = /^\xff[\xf0\xf1\xf8\xf9]/;

/** So many packets are no chance. */
const lookedPackets = 5;

/** Whether packets of MPEG-TS lie one behind the other from here on. */
function hasPackets(bytes: Uint8Array, from: number, fewest: number): boolean {
  const whole = Math.floor((bytes.length - from) / packetBytes);
  const looked = Math.min(whole, lookedPackets);
  if (looked < fewest) return false;
  for (let place = 0; place < looked; place += 1)
    if (bytes[from + place * packetBytes] !== syncByte) return false;
  const next = from + looked * packetBytes;
  return next >= bytes.length || bytes[next] === syncByte;
}

/** A segment may begin in the middle of a packet, whose rest is then followed by whole ones. */
function isTs(bytes: Uint8Array): boolean {
  if (hasPackets(bytes, 0, 1)) return true;
  for (let from = 1; from < packetBytes; from += 1) if (hasPackets(bytes, from, 3)) return true;
  return false;
}

/** Null for what is no media. */
export function findTrackKind(bytes: Uint8Array): TrackKind | null {
  const head = String.fromCharCode(...bytes.subarray(0, 512));
  if (isBox.test(head) && (bytes[0] ?? 0) <= mostFirstByte) return 'mp4';
  if (isWebm.test(head)) return 'webm';
  if (isTs(bytes)) return 'ts';
  if (isTag.test(head) || isAdts.test(head)) return isAdts.test(afterTags(bytes)) ? 'aac' : 'mp3';
  return /^\xff[\xe2-\xfb]/.test(head) ? 'mp3' : null;
}

/** What follows the tags. */
function afterTags(bytes: Uint8Array): string {
  const at = listTags(bytes).reduce((sum, { length }) => sum + length, 0);
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
