/** Converting by the companion's ffmpeg: of files that lie in its folder for downloads, because bytes never go over the port. */
import { AppError } from '../../shared/app-error.ts';
import type { MediaProduct, MediaProgress } from '../../shared/protocol/media-commands.ts';
import {
  type ConvertEstimate,
  type ConvertProbe,
  type ConvertResult,
  type ConvertWork,
  canHoldCaptions,
  estimateBytes,
  hasKind,
  isShrinkPreset,
  type JoinContainer,
  nameLeftSounds,
  nameUnheldCaptions,
  planJoin,
  toResultName,
} from '../core/convert.ts';
import type { HostPort } from './host-port.ts';

const noMetadata = { title: null, author: null, date: null, description: null, comment: null };
const toRef = (path: string) => ({ in: 'downloads' as const, path });

/** What keeps a companion from being asked: then there is none to offer. */
const isAbsent = (error: unknown): boolean =>
  error instanceof AppError && (/^host\./.test(error.code) || /^(input|media|ffmpeg)\./.test(error.code));

/** Captions of a file that have no place in such another one. */
const listUnheld = (probe: ConvertProbe | null | undefined, container: JoinContainer): (string | null)[] =>
  (probe?.tracks ?? []).flatMap(({ kind, codec }) =>
    kind === 'subtitle' && !canHoldCaptions(codec, container) ? [codec] : [],
  );

/** Encoding moves at several times real time on the machines that we know; nobody has measured this one. */
const guessedSpeed = 3;

/** ", without …": what the companion leaves out, and for a join what it is not asked for, because it would refuse the film. */
function nameLeft({ goal, files }: ConvertWork): string {
  const probes = files.flatMap(({ probe }) => probe ?? []);
  if (goal.kind === 'join')
    return probes.some((probe) => listUnheld(probe, goal.container).length > 0)
      ? ', without its captions, some of which are pictures'
      : '';
  const [probe] = probes;
  if (!probe) return '';
  return isShrinkPreset(goal.preset) ? nameUnheldCaptions(listUnheld(probe, 'mp4')) : nameLeftSounds(probe);
}

const toHow = (work: ConvertWork): string => `by the companion's ffmpeg${nameLeft(work)}`;

/** `createPort` opens a connection of its own, so that a long conversion is in nobody's way. */
export function createCompanionConverter(createPort: () => HostPort) {
  async function withPort<Result>(use: (port: HostPort) => Promise<Result>): Promise<Result> {
    const port = createPort();
    try {
      return await use(port);
    } finally {
      port.close();
    }
  }

  const toTarget = (work: ConvertWork) => {
    const name = toResultName(work.files[0]?.file.name ?? 'file', work.goal);
    return { in: 'downloads' as const, stem: name.slice(0, name.lastIndexOf('.')) };
  };

  async function make(port: HostPort, work: ConvertWork, options: CallOptions): Promise<MediaProduct> {
    const target = toTarget(work);
    const media = work.files.filter(({ probe }) => probe !== null);
    if (work.goal.kind === 'preset') {
      const input = toRef(media[0]?.file.name ?? '');
      return port.call('transcode', { input, target, preset: work.goal.preset, container: null }, options);
    }
    const { container } = work.goal;
    const plan = planJoin(media.map(({ probe }) => ({ tracks: probe?.tracks ?? [] })));
    const inputs = plan.map(({ place, take }) => ({
      file: toRef(media[place]?.file.name ?? ''),
      take: take.filter(
        (kind) => kind !== 'subtitle' || listUnheld(media[place]?.probe, container).length === 0,
      ),
      language: null,
    }));
    const metadata = { ...noMetadata, title: work.title };
    return port.call('mux', { inputs, target, container, metadata, chapters: null, cover: null }, options);
  }

  return {
    /** True when a file of this name and length is in the companion's folder. */
    async hasFile({ name, size }: { name: string; size: number }): Promise<boolean> {
      try {
        return await withPort(
          async (port) => (await port.call('probe', { file: toRef(name) })).bytes === size,
        );
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    },

    estimate(work: ConvertWork): ConvertEstimate {
      const probes = work.files.flatMap(({ probe }) => probe ?? []);
      const [first] = probes;
      const bytes = estimateBytes(probes, work.goal);
      const isCopy = work.goal.kind === 'join' || !first || !hasKind(first, 'video');
      const timeSec = isCopy ? null : first.durationSec && first.durationSec / guessedSpeed;
      return { bytes, timeSec, how: toHow(work) };
    },

    run: (work: ConvertWork, onPart: (part: number) => void, signal: AbortSignal): Promise<ConvertResult> =>
      withPort(async (port) => {
        const onEvent = ({ percent }: MediaProgress): void => {
          if (percent !== null) onPart(percent / 100);
        };
        const { record } = await make(port, work, { onEvent, signal });
        return {
          name: record.path,
          bytes: record.bytes,
          how: toHow(work),
          place: 'companion',
        };
      }),
  };
}

interface CallOptions {
  onEvent(event: MediaProgress): void;
  signal: AbortSignal;
}
