/** Whether what came is a segment: servers and networks send pages with status 200 in the place of what they do not have. */
import { findTrackKind, type TrackKind } from './track-kind.ts';

/** A cluster or an index of WebM, with which no file begins. */
const isWebmPart = /^.(?:C\xb6u|S\xbbk)/s;

/** What a segment is by its first bytes, which are not always those of a file; null where they do not tell. */
export const findSegmentKind = (bytes: Uint8Array): TrackKind | null =>
  findTrackKind(bytes) ?? (isWebmPart.test(String.fromCharCode(...bytes.subarray(0, 4))) ? 'webm' : null);

/** Text has no other signs below the space than those that part its lines. */
const isText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 512).every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));

/** Sound may be cut anywhere, and WebM has many beginnings: nothing but a page is refused there. */
const isLoose = (kind: TrackKind | null): boolean => kind === 'webm' || kind === 'aac' || kind === 'mp3';

/** Whether bytes can be a segment of a track; null: of one of which nothing has come yet. */
export const isSegment = (bytes: Uint8Array, kind: TrackKind | null): boolean =>
  bytes.length > 0 && (findSegmentKind(bytes) !== null || (isLoose(kind) && !isText(bytes)));

const toForm = (kind: TrackKind): string => (kind === 'aac' || kind === 'mp3' ? 'sound' : kind);

/** Whether one can stand behind the other in a file. */
export const areAlike = (one: TrackKind, other: TrackKind): boolean => toForm(one) === toForm(other);
