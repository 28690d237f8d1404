/** Saves what an address leads to. The code for it is loaded with the first. */
import { proxy } from 'comlink';
import { askArchiveWorker as ask } from '../../media/archive/ask-archive-worker.ts';
import { openFile, openJobFolder } from '../../media/files/opfs-folder.ts';
import type { Looked } from '../../media/save/looked.ts';
import type { SaveTools } from '../../media/save/save-tools.ts';
import { createRunningWork } from '../../media/worker/running-work.ts';
import { type MediaRequest, mediaChannelName } from '../../messaging/media-messages.ts';
import type { OffscreenReply } from '../../messaging/protocol.ts';
import { findMedia } from './find-media.ts';

type SaveRequest = Extract<MediaRequest, { verb: 'media.save' }>;
type OfferRequest = Extract<MediaRequest, { verb: 'media.offer' }>;

const channel = new BroadcastChannel(mediaChannelName);
const saves = createRunningWork<OffscreenReply>();
const urls = new Map<string, string[]>();

function createTools(request: Extract<MediaRequest, { cookieDomains: string[] }>): SaveTools {
  const { cookieDomains } = request;
  const isSaving = request.verb === 'media.save';
  const jobId = isSaving ? request.downloadId : '';
  const rateLimitBytesPerSec = isSaving ? request.choice.rateLimitBytesPerSec : null;
  return {
    look: (url) => ask<Looked>((worker) => worker.look({ url, cookieDomains })),
    readPage: (html, base) => findMedia(new DOMParser().parseFromString(html, 'text/html'), base),
    async fetchFile({ path, url, kind, maxBytes, onProgress }) {
      const limits = { maxBytes, rateLimitBytesPerSec };
      const wanted = { jobId, path, urls: [url], expect: kind, cookieDomains, ...limits };
      return (await ask((worker) => worker.fetch(wanted, proxy(onProgress)))).record;
    },
    fetchStream: ({ url, wish, onProgress }) =>
      ask((worker) =>
        worker.fetchStream({ jobId, url, wish, rateLimitBytesPerSec, cookieDomains }, proxy(onProgress)),
      ),
  };
}

/** The address lives as long as this document, which the background keeps until the browser has the file. */
async function offer({ downloadId, path }: OfferRequest): Promise<OffscreenReply> {
  const file = await (await openFile(await openJobFolder(downloadId), path, false)).getFile();
  // A blob without a type is named .txt by the browser.
  const url = URL.createObjectURL(file.slice(0, file.size, 'application/octet-stream'));
  urls.set(downloadId, [...(urls.get(downloadId) ?? []), url]);
  return { url };
}

/** Lets go of the addresses of a download. */
export function dropMedia(downloadId: string): void {
  for (const url of urls.get(downloadId) ?? []) URL.revokeObjectURL(url);
  urls.delete(downloadId);
}

async function save(request: SaveRequest, signal: AbortSignal): Promise<OffscreenReply> {
  const { saveMedia } = await import('../../media/save/save-media.ts');
  const { verb: _verb, cookieDomains: _sites, ...order } = request;
  const { downloadId } = order;
  dropMedia(downloadId);
  const made = await saveMedia(order, {
    tools: createTools(request),
    signal,
    onProgress: (progress) => channel.postMessage({ downloadId, progress }),
  });
  return { made };
}

/** Asked again while it runs, by a background that was restarted, it is the same work. */
const answerSave = (request: SaveRequest): Promise<OffscreenReply> =>
  saves.run(request.downloadId, (_tell, signal) => save(request, signal));

/** Throws AppError. */
export async function answerMedia(request: MediaRequest): Promise<OffscreenReply> {
  switch (request.verb) {
    case 'media.describe': {
      const { describeMedia } = await import('../../media/save/resolve-media.ts');
      return describeMedia(request.url, createTools(request));
    }
    case 'media.save':
      return answerSave(request);
    case 'media.offer':
      return offer(request);
    case 'media.stop': {
      await Promise.all([
        saves.stop(request.downloadId),
        ask((worker) => worker.stop({ jobId: request.downloadId, path: null })),
      ]);
      return { done: true };
    }
  }
}
