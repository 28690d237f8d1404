/** Tells open screens, page buttons and the toolbar badge what changed, at most four times a second each. */
import { browser } from 'wxt/browser';
import { errorCodes } from '../../../shared/error-codes.ts';
import type { Job, Step } from '../../../shared/model/job.ts';
import type { DownloadNews } from '../../core/downloads/download-record.ts';
import { isWithoutVideos } from '../../core/jobs/given-up-videos.ts';
import type { JobNews } from '../../core/jobs/job-records.ts';
import { newsChannelName } from '../../messaging/news-channel.ts';
import type { PageNews } from '../../messaging/protocol.ts';
import { findPlatform } from '../../platforms/index.ts';
import { listDownloadsIn } from '../../storage/download-store.ts';
import { listJobs, listSteps, readJob } from '../../storage/queries.ts';
import { isPartial, toNothingLabel } from '../../ui/job-view.ts';
import { texts } from '../../ui/texts/screen-texts.ts';
import { toBadgeText } from './badge.ts';

const minPauseMs = 250;

const sentenceOf = (job: Job, nothing: string | null): string => {
  const { state, counts } = job;
  if (nothing) return `${nothing}.`;
  if (state.status === 'waiting' || state.status === 'blocked' || state.status === 'failed')
    return errorCodes[state.error.code].sentence;
  if (counts.seen === 0) return 'Reading the lists';
  const saved = `${counts.saved} of ${counts.seen} saved`;
  return isWithoutVideos(job) ? `${saved}, ${texts.jobs.withoutVideos}` : saved;
};

function currentStep(steps: Step[]): Step | undefined {
  return steps.find((step) => step.status === 'running') ?? steps.find((step) => step.status === 'pending');
}

async function buildPageNews(job: Job): Promise<PageNews> {
  const step = currentStep(await listSteps(job.id));
  const nothing = toNothingLabel(job, Date.now());
  return {
    to: 'page',
    jobId: job.id,
    refUrl: job.ref.url,
    status: job.state.status,
    done: step?.done ?? job.counts.saved,
    total: step ? step.total : job.counts.seen,
    sentence: sentenceOf(job, nothing),
    ...(nothing && { nothing }),
    ...(isPartial(job) && { isPartial: true }),
  };
}

async function tellPages(jobId: string): Promise<void> {
  const job = await readJob(jobId);
  const platform = job && findPlatform(job.ref.platform);
  if (!job || !platform) return;
  const news = await buildPageNews(job);
  const tabs = await browser.tabs.query({ url: platform.pageMatches });
  // A tab from before the installation has no listener; that is no fault.
  await Promise.allSettled(tabs.map((tab) => tab.id !== undefined && browser.tabs.sendMessage(tab.id, news)));
}

async function showBadge(): Promise<void> {
  const [jobs, downloads] = await Promise.all([listJobs(), listDownloadsIn(['queued', 'running'])]);
  const text = toBadgeText(jobs, downloads.length);
  await browser.action.setBadgeText({ text });
  // Of trouble that is over.
  await browser.action.setTitle({ title: '' });
  await browser.action.setBadgeBackgroundColor({ color: text === '!' ? '#b3261e' : '#3355dd' });
}

/** Runs `tell` at once, and once more after a pause if it was asked again meanwhile. */
function throttle(tell: () => Promise<void>): () => void {
  let resting = false;
  let askedAgain = false;
  const run = (): void => {
    resting = true;
    askedAgain = false;
    // News are a courtesy: when they fail, the next change brings them again.
    void Promise.allSettled([tell()]).then(() =>
      setTimeout(() => {
        resting = false;
        if (askedAgain) run();
      }, minPauseMs),
    );
  };
  return () => {
    if (resting) askedAgain = true;
    else run();
  };
}

/** One per worker. */
export function createNewsDesk(): (news: JobNews | DownloadNews) => void {
  const channel = new BroadcastChannel(newsChannelName);
  const refreshBadge = throttle(showBadge);
  const tellers = new Map<string, () => void>();
  return (news) => {
    if (news.type !== 'job.changed') {
      channel.postMessage(news);
      if (news.type === 'download.changed') refreshBadge();
      return;
    }
    const { jobId } = news;
    const teller =
      tellers.get(jobId) ??
      throttle(async () => {
        channel.postMessage({ type: 'job.changed', jobId });
        await tellPages(jobId);
      });
    tellers.set(jobId, teller);
    teller();
    refreshBadge();
  };
}
