/** What a continuation token says about itself. Tokens are protocol buffers in base64; others tell nothing. */
import type { SourceKind } from '../../../../shared/model/source.ts';

/** Field numbers of the tabs inside a channel continuation's parameters. */
const tabFields: ReadonlyMap<number, SourceKind> = new Map([
  [15, 'channel_videos'],
  [10, 'channel_shorts'],
  [14, 'channel_live'],
]);

/** Field that wraps a browse continuation: its own browse id and parameters. */
const browseField = 80_226_972;

/** The tab of a channel that a token continues, or null. */
export function readTokenTab(token: string | null): SourceKind | null {
  const wrapped = readFields(decode(token ?? '')).get(browseField);
  const parameters = wrapped && readFields(wrapped).get(3);
  const inner = parameters && readFields(decode(parameters)).get(110);
  const tab = inner && readFields(inner).get(3);
  for (const field of tab ? readFields(tab).keys() : []) {
    const kind = tabFields.get(field);
    if (kind) return kind;
  }
  return null;
}

/** The video that a comments token belongs to, or null. */
export function readTokenVideoId(token: string | null): string | null {
  const video = readFields(decode(token ?? '')).get(2);
  const id = video && readFields(video).get(2);
  return id && /^[\w-]{11}$/.test(id) ? id : null;
}

/** The bytes of base64 in either alphabet, as one character each; empty when it is something else. */
function decode(text: string): string {
  try {
    return atob(decodeURIComponent(text).replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
  } catch {
    // An opaque token of another make.
    return '';
  }
}

/** The length-delimited fields of a message by number; stops where the bytes are no message. */
function readFields(bytes: string): Map<number, string> {
  const fields = new Map<number, string>();
  let offset = 0;
  while (offset < bytes.length) {
    const tag = readVarint(bytes, offset);
    const type = tag.value % 8;
    const length = readVarint(bytes, tag.end);
    if (type === 2) {
      const end = length.end + length.value;
      if (end > bytes.length) break;
      fields.set(Math.floor(tag.value / 8), bytes.slice(length.end, end));
      offset = end;
    } else if (type === 0) offset = length.end;
    else if (type === 1) offset = tag.end + 8;
    else if (type === 5) offset = tag.end + 4;
    else break;
  }
  return fields;
}

function readVarint(bytes: string, start: number): { value: number; end: number } {
  let value = 0;
  let scale = 1;
  for (let end = start; end < bytes.length && end < start + 7; end += 1) {
    const byte = bytes.charCodeAt(end);
    value += (byte % 128) * scale;
    if (byte < 128) return { value, end: end + 1 };
    scale *= 128;
  }
  return { value: Number.MAX_SAFE_INTEGER, end: bytes.length };
}
