/** A world for screens in tests: a library in memory, a background that answers as it is told, news at will. */
import { vi } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Job, JobState, Step } from '../../../shared/model/job.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import type { Source, SourceRef } from '../../../shared/model/source.ts';
import { toResultName } from '../../core/convert.ts';
import type { DownloadRecord } from '../../core/downloads/download-record.ts';
import { isOpenDownload } from '../../core/downloads/download-record.ts';
import type { BaseExport } from '../../core/jobs/base-export.ts';
import type { BackgroundMessage, News, RequestOf, ResponseOf } from '../../messaging/client.ts';
import type { ConvertDesk } from '../convert-desk.ts';
import type { PlaceChoice, PlaceReport } from '../place-desk.ts';
import type { CompanionCare, DashboardPorts, PopupPorts, UnreadableRecord } from '../ports.ts';
import { buildVideo } from './page-video.ts';

vi.useFakeTimers({
  toFake: [
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'requestAnimationFrame',
    'cancelAnimationFrame',
  ],
});

export const channelRef: SourceRef = {
  platform: 'youtube',
  kind: 'channel',
  id: '@night',
  url: 'https://www.youtube.com/@night',
};

export const channelSource: Source = {
  ...channelRef,
  title: 'Night Sky',
  author: null,
  claimed: { count: 322, exact: true },
  own: true,
  parts: [
    { ...channelRef, kind: 'channel_videos' },
    { ...channelRef, kind: 'channel_shorts' },
  ],
};

export const buildError = (code: ErrorCode) => {
  const { message, context, retryable } = new AppError(code);
  return { code, message, context, retryable };
};

/** A job of the channel, with what the test cares about changed. */
export function buildJob(state: JobState, change: Partial<Job> = {}): Job {
  return {
    id: 'j1',
    ref: channelRef,
    source: channelSource,
    options: defaultJobOptions,
    state,
    createdAt: '2026-03-01T10:00:00Z',
    updatedAt: '2026-03-01T10:00:00Z',
    finishedAt: null,
    waits: 0,
    target: { by: 'host', folder: 'night', path: '/exports/night' },
    notices: [],
    counts: { seen: 0, saved: 0, refused: 0, files: 0, bytes: 0 },
    completeness: null,
    versions: {},
    ...change,
  };
}

/** A running step of a job. */
export function buildRunningStep(change: Partial<Step> = {}): Step {
  return {
    jobId: 'j1',
    index: 3,
    kind: 'download',
    status: 'running',
    part: null,
    cursor: null,
    pages: 0,
    done: 12,
    total: 42,
    error: null,
    ...change,
  };
}

const hello: ResponseOf<'companion.status'> = {
  protocol: 1,
  version: '0.1.0',
  node: '24.0.0',
  system: 'linux',
  commands: [],
  root: '/exports',
  downloads: '/exports/Downloads',
  freeBytes: 1e9,
  ytDlp: { path: '/usr/bin/yt-dlp', version: '2026.08.19' },
  ffmpeg: { path: '/usr/bin/ffmpeg', version: '7' },
  toolErrors: [],
};

type Answers = { [Name in BackgroundMessage]: () => Promise<ResponseOf<Name>> };

const goodAnswers: Answers = {
  'source.describe': async () => ({ source: channelSource }),
  'job.start': async () => ({ jobId: 'j1' }),
  'job.cancel': async () => ({}),
  'job.resume': async () => ({}),
  'job.remove': async () => ({}),
  'job.repair': async () => ({}),
  'archive.verify': async () => ({ checked: 0, problems: [] }),
  'companion.status': async () => hello,
  'archive.reveal': async () => ({}),
  'dashboard.open': async () => ({}),
  'download.describe': async () => ({ video: buildVideo() }),
  'download.start': async () => ({ downloadIds: ['d1'] }),
  'download.pause': async () => ({}),
  'download.resume': async () => ({}),
  'download.cancel': async () => ({}),
  'download.remove': async () => ({}),
  'download.reveal': async () => ({}),
  'account.list': async () => ({ platforms: [] }),
  'account.estimate': async () => ({
    requests: 150,
    isLeast: false,
    perPost: 3,
    minutes: 8,
    leftToday: 480,
    perDay: 5000,
    objection: null,
  }),
  'account.settle': async () => ({}),
  'budget.write': async () => ({}),
};

/** A desk that knows every file as a short film and is done at once. */
export const buildDesk = (change: Partial<ConvertDesk> = {}): ConvertDesk => ({
  look: async (file) => ({
    file,
    probe: {
      container: 'mp4',
      bytes: file.size,
      durationSec: 60,
      tracks: [
        { kind: 'video', codec: 'h264', durationSec: 60, width: 1920, height: 1080 },
        { kind: 'audio', codec: 'aac', durationSec: 60, width: null, height: null },
      ],
    },
    isAtCompanion: false,
  }),
  estimate: async () => ({ timeSec: 20, bytes: 19_000_000, how: 'by magic' }),
  run: async ({ files, goal, place }) => ({
    name: toResultName(files[0]?.file.name ?? '', goal),
    bytes: 18_000_000,
    how: 'made by magic',
    place,
  }),
  ...change,
});

/** Places in memory; what a check finds is said beforehand. */
function createPlaces() {
  const choice: PlaceChoice = { target: { kind: 'auto' }, partGib: null };
  const desk = {
    choice,
    asked: [] as string[],
    report: {
      jobId: 'j1',
      checkedFiles: 7,
      differences: [],
      differenceCount: 0,
      missingParts: [],
    } as PlaceReport,
    canPick: true,
    readChoice: async () => desk.choice,
    saveChoice: async (next: PlaceChoice) => {
      desk.choice = next;
    },
    pick: async (kind: 'file' | 'folder') => ({ kind, placeId: 'p1', name: 'Backups' }),
    ask: async (placeId: string) => desk.asked.push(placeId) > 0,
    check: async () => desk.report,
    restore: async () => ['items.json'],
  };
  return desk;
}

export function createScreenWorld(jobs: Job[] = [], steps: Step[] = []) {
  const asked: { name: BackgroundMessage; request: unknown }[] = [];
  const listeners = new Set<(news: News) => void>();
  const saved: unknown[] = [];
  const savedDownloads: unknown[] = [];
  const copied: string[] = [];
  const world = {
    jobs,
    steps,
    asked,
    saved,
    savedDownloads,
    copied,
    downloads: [] as DownloadRecord[],
    base: null as BaseExport | null,
    allowedLogins: new Set<string>(),
    /** Sites that the browser may fetch from by itself. */
    allowedSites: new Set<string>(),
    /** What the user answers when the browser asks for their login. */
    lendsLogin: true,
    examine: (async () => ({ strange: null })) as CompanionCare['examine'],
    repaired: [] as string[],
    unreadable: { jobs: [] as UnreadableRecord[], downloads: [] as UnreadableRecord[] },
    desk: buildDesk(),
    doctored: 0,
    helped: 0,
    placeDesk: createPlaces(),
    nowMs: Date.parse('2026-03-01T12:00:00Z'),
    answers: { ...goodAnswers },
    tell: (news: News) => {
      for (const listener of listeners) listener(news);
    },
    requestsOf: (name: BackgroundMessage) =>
      asked.filter((message) => message.name === name).map(({ request }) => request),
  };
  const ports: PopupPorts & DashboardPorts = {
    request<Name extends BackgroundMessage>(name: Name, request: RequestOf<Name>) {
      asked.push({ name, request });
      return world.answers[name]() as Promise<ResponseOf<Name>>;
    },
    listenToNews(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    queries: {
      listJobs: async (limit) => world.jobs.slice(0, limit),
      countJobs: async () => world.jobs.length,
      readJob: async (jobId) => world.jobs.find(({ id }) => id === jobId) ?? null,
      listSteps: async (jobId) => world.steps.filter((step) => step.jobId === jobId),
      listItemRecords: async () => [],
      countItems: async () => 0,
      listFiles: async (_jobId, { offset, limit }) =>
        Array.from({ length: limit }, (_, place) => ({
          jobId: 'j1',
          itemKey: null,
          path: `media/${offset + place}.mp4`,
          bytes: 1000,
          sha256: 'a'.repeat(64),
        })),
      countFiles: async () => 10_000,
      listDownloads: async () => [...world.downloads].sort((one, other) => other.place - one.place),
      countOpenDownloads: async () => world.downloads.filter(isOpenDownload).length,
      findBase: async () => world.base,
      readDownload: async (downloadId) => world.downloads.find(({ id }) => id === downloadId) ?? null,
    },
    listUnreadable: async (what) => world.unreadable[what],
    nowMs: () => world.nowMs,
    activePage: { ref: channelRef, url: channelRef.url, tabId: 7 },
    findPlatform: (url) =>
      ['YouTube', 'Facebook']
        .map((label) => ({ label }))
        .find(({ label }) => url.includes(`${label.toLowerCase()}.com`)) ?? null,
    savedOptions: defaultJobOptions,
    writeSavedOptions: async (options) => {
      saved.push(options);
    },
    openCompanionHelp: () => {
      world.helped += 1;
    },
    openPlatform: () => undefined,
    copyText: async (text) => {
      copied.push(text);
    },
    openLogins: async () => ({
      siteOf: (url) => (url.includes('youtube.com') ? null : new URL(url).hostname),
      isAllowed: async (url) => world.allowedLogins.has(new URL(url).hostname),
      ask: async (url) => {
        if (world.lendsLogin) world.allowedLogins.add(new URL(url).hostname);
        return world.lendsLogin;
      },
      allow: async (url) => {
        world.allowedSites.add(new URL(url).hostname);
        return true;
      },
      drop: async (url, keepsAccess) => {
        world.allowedLogins.delete(new URL(url).hostname);
        if (!keepsAccess) world.allowedSites.delete(new URL(url).hostname);
      },
    }),
    readDownloadOptions: async () => savedDownloads.at(-1),
    writeDownloadOptions: async (options) => {
      savedDownloads.push(options);
    },
    openDoctor: () => {
      world.doctored += 1;
    },
    care: {
      examine: (onHop, signal) => world.examine(onHop, signal),
      update: async (onProgress) => {
        onProgress({ stage: 'fetching', percent: 50 });
        world.repaired.push('update');
        return { version: '2026.11.20', changed: true };
      },
      chooseFolder: async (purpose) => {
        world.repaired.push(purpose);
        return true;
      },
    },
    extensionVersion: '0.1.0',
    browserName: 'Chromium 150',
    openConvertDesk: async () => world.desk,
    openPlaceDesk: async () => world.placeDesk,
    reloadExtension: () => undefined,
    homes: [
      { label: 'YouTube', homeUrl: 'https://www.youtube.com/' },
      { label: 'Facebook', homeUrl: 'https://www.facebook.com/' },
    ],
    extensionId: 'abc',
  };
  return { ...world, world, ports };
}

/**
 * Lets promises, effects, loaded parts of a screen and the gathering of news come to rest. The clock of a screen under
 * test goes on here and nowhere else, so that no test waits, and none is in a hurry.
 */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) {
    await vi.dynamicImportSettled();
    await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(40);
  }
}
