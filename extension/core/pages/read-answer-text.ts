import { AppError } from '../../../shared/app-error.ts';
import { type AnswerBody, readBoundedText } from '../read-bounded-text.ts';

/** The text of what a site answered. Throws `net.failed`, and `media.too_large` for more than any page has. */
export async function readAnswerText(response: AnswerBody): Promise<string> {
  const text = await readBoundedText(response).catch((cause: unknown) => {
    throw new AppError('net.failed', undefined, { cause });
  });
  if (text === null) throw new AppError('media.too_large', 'The answer is longer than a page can be.');
  return text;
}
