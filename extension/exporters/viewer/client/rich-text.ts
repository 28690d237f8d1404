/** Descriptions and comments: https addresses become links, times become places in the video. */
import { build, buildLink } from './element.ts';

/** A piece of a text; `text` is always what stands there. */
export type TextPart =
  | { type: 'text'; text: string }
  | { type: 'link'; text: string; url: string }
  | { type: 'time'; text: string; sec: number };

const pattern = /(https:\/\/[^\s<>"'`]+)|(?<![\w:.])((?:\d{1,2}:)?[0-5]?\d:[0-5]\d)(?![\d:])/giu;

/** The parts of a text in their order; together they are the whole text. */
export function readTextParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const [, address, time] = match;
    const found = address ? trimAddress(address) : (time ?? '');
    if (match.index > end) parts.push({ type: 'text', text: text.slice(end, match.index) });
    if (!address) parts.push({ type: 'time', text: found, sec: toSeconds(found) });
    else if (URL.canParse(found)) parts.push({ type: 'link', text: found, url: found });
    else parts.push({ type: 'text', text: found });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ type: 'text', text: text.slice(end) });
  return parts;
}

const count = (text: string, wanted: string): number => {
  let found = 0;
  for (const char of text) if (char === wanted) found += 1;
  return found;
};

/** A full stop or closing bracket after an address belongs to the sentence, unless the address opened the bracket. */
function trimAddress(address: string): string {
  // Counted once: a text may end in as many brackets as a site lets one write.
  const opened = count(address, '(');
  let closed = count(address, ')');
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1] ?? '';
    if (!/[.,;:!?)\]}»”’…]/u.test(last) || (last === ')' && closed <= opened)) break;
    if (last === ')') closed -= 1;
  }
  return address.slice(0, end);
}

const toSeconds = (time: string): number => time.split(':').reduce((sec, part) => sec * 60 + Number(part), 0);

/** `onTime` is left out where there is nothing to seek in. */
export function buildRichText(text: string, onTime: ((sec: number) => void) | null): HTMLElement {
  const parts = readTextParts(text).map((part) => {
    if (part.type === 'link') return buildLink(part.url, part.text);
    if (part.type === 'time' && onTime) {
      return build('button', { class: 'time', type: 'button', onclick: () => onTime(part.sec) }, part.text);
    }
    return part.text;
  });
  return build('div', { class: 'rich-text', dir: 'auto' }, ...parts);
}
