/** The one offscreen document: made on demand, asked by message. It has workers, OPFS and object URLs; the background has none of them. */
import { browser } from 'wxt/browser';
import { AppError, fromWire } from '../../shared/app-error.ts';
import { type OffscreenReply, type OffscreenRequest, offscreenReplySchema } from './protocol.ts';

const documentPath = 'offscreen.html';

let creating: Promise<void> | null = null;

async function hasOffscreen(): Promise<boolean> {
  const contexts = await chrome.runtime.getContexts({
    contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT],
  });
  return contexts.length > 0;
}

async function createOffscreen(): Promise<void> {
  if (await hasOffscreen()) return;
  await chrome.offscreen.createDocument({
    url: documentPath,
    reasons: [chrome.offscreen.Reason.BLOBS, chrome.offscreen.Reason.WORKERS],
    justification: 'Writes the files of an export and packs them into a ZIP.',
  });
}

/** Makes sure the document is there; calls at the same time share one creation, because a second document is an error. */
export async function ensureOffscreen(): Promise<void> {
  creating ??= createOffscreen().finally(() => {
    creating = null;
  });
  await creating;
}

/** Questions that the document has not answered yet. */
let open = 0;

/** Closes the document, unless it still works on an answer: what it was doing would be cut off. */
export async function closeOffscreen(): Promise<void> {
  // Asked in the meantime counts too: the document would end under the question.
  if (open === 0 && (await hasOffscreen()) && open === 0) await chrome.offscreen.closeDocument();
}

/** The document has ended, or could not be made: nothing is lost but what it was at, so asking again is worth it. */
const toLost = (cause: unknown): AppError =>
  new AppError('storage.failed', 'The offscreen document did not answer.', { cause });

async function put(request: OffscreenRequest): Promise<unknown> {
  open += 1;
  try {
    await ensureOffscreen();
    return await browser.runtime.sendMessage({ to: 'offscreen', request });
  } catch (cause) {
    throw toLost(cause);
  } finally {
    open -= 1;
  }
}

/** The document answered something that was not asked for. */
export const toOtherAnswer = (): AppError =>
  new AppError('bug.unexpected', 'The offscreen document answered another question.');

/** Asks the document. Throws AppError; `storage.failed` when it is gone. */
export async function askOffscreen(
  request: OffscreenRequest,
): Promise<Exclude<OffscreenReply, { error: unknown }>> {
  const parsed = offscreenReplySchema.safeParse(await put(request));
  if (!parsed.success) throw toLost(parsed.error);
  if ('error' in parsed.data) throw fromWire(parsed.data.error);
  return parsed.data;
}
