/** Small pieces of text as chunks that are worth a message each. */

/** Under the 256 Ki units that one `write-file` of the companion takes. */
const chunkUnits = 128 * 1024;

/** The same text in chunks of about `chunkUnits`; none is longer, none but the last is much shorter, none is empty. */
export async function* joinChunks(pieces: AsyncIterable<string> | readonly string[]): AsyncGenerator<string> {
  let pending: string[] = [];
  let units = 0;
  for await (const piece of pieces) {
    pending.push(piece);
    units += piece.length;
    if (units < chunkUnits) continue;
    let text = pending.join('');
    while (text.length >= chunkUnits) {
      const end = isLowSurrogate(text, chunkUnits) ? chunkUnits - 1 : chunkUnits;
      yield text.slice(0, end);
      text = text.slice(end);
    }
    pending = [text];
    units = text.length;
  }
  const rest = pending.join('');
  if (rest !== '') yield rest;
}

/** A cut in front of it would leave half a character on either side. */
function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
