/** What browsers and Node both have, declared here because this room is typed for neither. */
declare class TextDecoder {
  decode(bytes?: Uint8Array, options?: { stream: boolean }): string;
}

type Next = { done: false; value: Uint8Array } | { done: true };

/** What is read of an answer. */
export interface AnswerBody {
  body: { getReader(): { read(): Promise<Next>; cancel(): Promise<void> } } | null;
}

/** Several times what the largest page that is known has. Of an answer that is made to do harm no more is kept. */
const mostChars = 16 * 1024 * 1024;

/**
 * The text of an answer, or null where it is longer than `maxChars`: then no more is fetched or unpacked, since a few
 * thousand bytes can unpack to gigabytes. Throws what the connection throws.
 */
export async function readBoundedText({ body }: AnswerBody, maxChars = mostChars): Promise<string | null> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    text += decoder.decode(next.value, { stream: true });
    if (text.length <= maxChars) continue;
    // Not waited for: where somebody else reads the answer too, it takes until they are through.
    reader.cancel().catch(() => undefined);
    return null;
  }
  text += decoder.decode();
  return text.length <= maxChars ? text : null;
}
