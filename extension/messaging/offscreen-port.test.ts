import { beforeEach, expect, it, vi } from 'vitest';
import { type AppError, toAppError } from '../../shared/app-error.ts';
import { chooseRemedy } from '../core/jobs/retry.ts';

const sendMessage = vi.fn(async (): Promise<unknown> => ({ done: true }));
vi.mock('wxt/browser', () => ({ browser: { runtime: { sendMessage } } }));
const createDocument = vi.fn(async () => {});
const closeDocument = vi.fn(async () => {});
const getContexts = vi.fn(async (): Promise<unknown[]> => []);
vi.stubGlobal('chrome', {
  runtime: { getContexts, ContextType: { OFFSCREEN_DOCUMENT: 'OFFSCREEN_DOCUMENT' } },
  offscreen: { createDocument, closeDocument, Reason: { BLOBS: 'BLOBS', WORKERS: 'WORKERS' } },
});

const { askOffscreen, closeOffscreen } = await import('./offscreen-port.ts');

const ask = () => askOffscreen({ verb: 'zip.drop', jobId: 'a' });
const askInVain = (): Promise<AppError> =>
  ask().then(() => Promise.reject(new Error('answered')), toAppError);

const remedyFor = (error: AppError, attempt: number) =>
  chooseRemedy({
    error,
    attempt,
    waits: 0,
    offlineWaits: 0,
    isOnline: true,
    retryAfterSec: null,
    random: 0,
    isOneOfMany: true,
  }).type;

beforeEach(() => vi.clearAllMocks());

it('a document that is not there is made before it is asked', async () => {
  expect(await ask()).toEqual({ done: true });
  expect(createDocument).toHaveBeenCalledTimes(1);
});

it.each([
  [
    'ends in the middle of its answer',
    () => sendMessage.mockRejectedValueOnce(new Error('The channel closed.')),
  ],
  ['ends without an answer', () => sendMessage.mockResolvedValueOnce(undefined)],
  ['cannot be made', () => createDocument.mockRejectedValueOnce(new Error('Page failed to load.'))],
])('one that %s is asked again, and given up when it keeps doing so', async (_, breakIt) => {
  breakIt();
  const error = await askInVain();
  expect(error.code).toBe('storage.failed');
  expect([1, 2, 3, 4].map((attempt) => remedyFor(error, attempt))).toEqual([
    'again',
    'again',
    'again',
    'refuse',
  ]);
  expect(await ask()).toEqual({ done: true });
});

it('what the document says itself is passed on', async () => {
  const wire = { code: 'storage.full', message: 'full', context: {}, retryable: false };
  sendMessage.mockResolvedValueOnce({ error: wire });
  expect(await askInVain()).toMatchObject({ code: 'storage.full', message: 'full' });
});

it('a document that is asked while it is looked for stays', async () => {
  getContexts.mockResolvedValue([{}]);
  const closing = closeOffscreen();
  const asked = ask();
  await closing;
  expect(closeDocument).not.toHaveBeenCalled();
  expect(await asked).toEqual({ done: true });
  await closeOffscreen();
  expect(closeDocument).toHaveBeenCalledTimes(1);
});
