/** Starts a job as every entry point does, through the same message, with options of one's own; and takes one up again. */
import type { Page } from '@playwright/test';
import type { Session } from './session.ts';

interface Ref {
  platform: 'youtube' | 'tiktok' | 'facebook';
  kind: string;
  id: string;
  url: string;
}

/** `lookout` is any page of the extension. Options left out take the product's defaults. Returns the job's id. */
export async function startJob(lookout: Page, ref: Ref, options: Record<string, unknown>): Promise<string> {
  const answer = await lookout.evaluate(
    (request) => chrome.runtime.sendMessage({ to: 'background', name: 'job.start', request }),
    { ref, options },
  );
  const { response, error } = answer as { response?: { jobId: string }; error?: { message: string } };
  if (!response) throw new Error(error?.message ?? 'the background did not answer');
  return response.jobId;
}

/** Lists and pictures only. */
export const metadataOnly = { withMedia: false, thumbnails: false, subtitles: false, exactDetails: false };

/** What the next jobs are asked with. */
export const keepOptions = ({ lookout }: Session, options: Record<string, unknown>): Promise<void> =>
  lookout.evaluate((given) => chrome.storage.local.set({ 'job-options': given }), options);

/** Presses "Resume". */
export const resumeJob = ({ lookout }: Session, { id }: { id: string }): Promise<unknown> =>
  lookout.evaluate(
    (request) => chrome.runtime.sendMessage({ to: 'background', name: 'job.resume', request }),
    { jobId: id },
  );

/** What is in front of each window. */
export const listActiveUrls = ({ lookout }: Session): Promise<(string | undefined)[]> =>
  lookout.evaluate(async () => (await chrome.tabs.query({ active: true })).map(({ url }) => url));
