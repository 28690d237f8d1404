/** Text for a writer that wants to know where each piece begins and which is the last. */
export interface TextPiece {
  text: string;
  /** UTF-8 bytes before this piece. */
  offset: number;
  last: boolean;
}

const encoder = new TextEncoder();

/** Looks one chunk ahead, so that the last piece is known to be the last; an empty file is one empty piece. */
export async function* toTextPieces(chunks: AsyncIterable<string>): AsyncGenerator<TextPiece> {
  let offset = 0;
  let held: string | null = null;
  for await (const chunk of chunks) {
    if (held !== null) {
      yield { text: held, offset, last: false };
      offset += encoder.encode(held).byteLength;
    }
    held = chunk;
  }
  yield { text: held ?? '', offset, last: true };
}
