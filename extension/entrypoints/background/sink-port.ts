import { browser } from 'wxt/browser';
import { AppError, fromWire } from '../../../shared/app-error.ts';
import type { ArchiveTarget, Job } from '../../../shared/model/job.ts';
import type { PickedPlace } from '../../../shared/model/job-options.ts';
import type { ArchiveSink, FileRequest, SinkPort } from '../../jobs/ports.ts';
import { createHostSink } from '../../messaging/host-sink.ts';
import { askOffscreen } from '../../messaging/offscreen-port.ts';
import { createOffscreenSink, releaseJob } from '../../messaging/offscreen-sink.ts';
import { findObstacle } from '../../messaging/picked-file.ts';
import { readCookies } from '../../messaging/read-cookies.ts';
import { findPlatform } from '../../platforms/index.ts';
import { changeJob } from '../../storage/job-store.ts';
import { greetHost, type Hello, host } from './companion.ts';
import { holdWhenEnded } from './hold-when-ended.ts';
import { extractInLane } from './request-lanes.ts';

/** Null when no companion is installed; every other trouble with it is an error the user must see. */
async function findHost(): Promise<Hello | null> {
  try {
    return await greetHost();
  } catch (error) {
    if (error instanceof AppError && error.code === 'host.missing') return null;
    throw error;
  }
}

function checkTools({ options }: Job, hello: Hello): void {
  const [trouble] = hello.toolErrors;
  if (options.withMedia && trouble) throw fromWire(trouble);
}

const toVersions = (hello: Hello | null): Record<string, string> => ({
  extension: browser.runtime.getManifest().version,
  ...(hello && { companion: hello.version, node: hello.node }),
  ...(hello?.ytDlp && { 'yt-dlp': hello.ytDlp.version }),
  ...(hello?.ffmpeg && { ffmpeg: hello.ffmpeg.version }),
});

/** The next export of the same source finds its folder again, so the day is not in the name. */
const withoutDay = (name: string): string => name.replace(/-\d{4}-\d{2}-\d{2}$/, '');

/** A file that holds anything else stays as it is. */
async function openPickedFile(job: Job, folder: string, place: PickedPlace) {
  const target = { by: 'browser' as const, folder, downloadId: null };
  const notice = await findObstacle(job, place, false);
  return { target: notice ? target : { ...target, place }, notice };
}

async function openPickedFolder(
  { id: jobId, source, ref }: Job,
  name: string,
  place: PickedPlace,
): Promise<ArchiveTarget> {
  const { platform, kind, id } = source ?? ref;
  const owner = { platform, kind, id };
  const { placeId } = place;
  const request = { verb: 'place.open', jobId, placeId, name: withoutDay(name), owner } as const;
  const answer = await askOffscreen(request);
  if (!('folder' in answer))
    throw new AppError('bug.unexpected', 'The offscreen document answered another question.');
  return { by: 'browser', downloadId: null, place, folder: answer.folder };
}

/** So that what was handed over is known after a restart. */
const keepTarget = (jobId: string) => async (target: ArchiveTarget) => {
  await changeJob(jobId, (current) => ({ ...current, target }));
};

/** Media of a platform are asked for with the platform's own cookies, and no others. */
const ownCookies = ({ platform }: FileRequest) => ({
  cookieDomains: findPlatform(platform)?.cookieDomains ?? [],
});

/** The place that was picked; else the companion where there is one, else the downloads. */
export const sinkPort: SinkPort = holdWhenEnded<SinkPort>({
  async open(job, folderName) {
    const { target: place } = job.options;
    const hello = place.kind === 'auto' ? await findHost() : null;
    const versions = toVersions(hello);
    if (place.kind === 'file') return { versions, ...(await openPickedFile(job, folderName, place)) };
    if (place.kind === 'folder') return { versions, target: await openPickedFolder(job, folderName, place) };
    if (!hello) return { target: { by: 'browser', folder: folderName, downloadId: null }, versions };
    checkTools(job, hello);
    const { folder, path } = await host.call('open-archive', { jobId: job.id, name: folderName });
    return { target: { by: 'host', folder, path }, versions };
  },
  forget: releaseJob,
  of(job, target) {
    if (target.by === 'browser') {
      const sink = createOffscreenSink(job.id, target, keepTarget(job.id));
      return holdWhenEnded<ArchiveSink>({
        ...sink,
        fetchFile: (request, signal) => sink.fetchFile({ ...request, ...ownCookies(request) }, signal),
      });
    }
    const sink = createHostSink({
      host,
      jobId: job.id,
      folder: target.folder,
      readCookies: (platform) => readCookies(findPlatform(platform)?.cookieDomains ?? []),
      userAgent: navigator.userAgent,
      referer: findPlatform(job.ref.platform)?.media?.referer ?? null,
    });
    return holdWhenEnded<ArchiveSink>({
      ...sink,
      downloadVideo: (request, onProgress, signal) =>
        extractInLane(request.platform, signal, () => sink.downloadVideo(request, onProgress, signal)),
    });
  },
});
