const textPath =
  /\.(?:json|jsonl|jsonld|csv|html|txt|vtt|srt|ass|nfo|xml|rss|atom|m3u8?|md|css|js|svg|description)$/iu;

/** Files that deflating makes smaller, by name; pictures, sound and video are packed already. */
export const isText = (path: string): boolean => textPath.test(path);
