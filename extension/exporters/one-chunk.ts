/** A short text as chunks. */
export async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}
