/**
 * The cues of WebVTT alone: ffmpeg (5.1) ends at the first block that it does not know, such as a style or a region, and
 * has no captions then. Pure.
 */
export function toCues(text: string): string {
  const blocks = text.replaceAll(/\r\n?/g, '\n').split(/\n{2,}/);
  const isCue = (block: string): boolean =>
    block
      .trim()
      .split('\n', 2)
      .some((line) => line.includes('-->'));
  return `${['WEBVTT', ...blocks.filter(isCue).map((block) => block.trim())].join('\n\n')}\n`;
}
