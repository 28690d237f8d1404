import type { Json } from './context.ts';

/** A text with what is in it. Places are UTF-16 offsets. */
export function toText(text: string): Json {
  return {
    delight_ranges: [],
    image_ranges: [],
    inline_style_ranges: [],
    aggregated_ranges: [],
    ranges: findHashtags(text),
    color_ranges: [],
    text,
  };
}

/** A text, or null where there is none. */
export function toTextOrNull(text: string): Json | null {
  return text === '' ? null : toText(text);
}

function findHashtags(text: string): Json[] {
  return [...text.matchAll(/(?<=^|\s)#([\p{L}\p{N}_]+)/gu)].map((match) => {
    const name = (match[1] ?? '').toLowerCase();
    const url = `https://www.facebook.com/hashtag/${encodeURIComponent(name)}`;
    const entity = {
      __typename: 'Hashtag',
      __isEntity: 'Hashtag',
      url,
      mobileUrl: url.replace('www', 'm'),
      id: name,
    };
    return { entity, entity_is_weak_reference: false, length: match[0].length, offset: match.index };
  });
}
