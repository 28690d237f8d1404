/** What screens show of a download, as a pure function of its record and its live numbers. */
import { toShorterSide } from '../../shared/model/quality.ts';
import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import {
  canFillGaps,
  type DownloadGaps,
  type DownloadRecord,
  type DownloadState,
  isUnread,
  type SavedDownload,
} from '../core/downloads/download-record.ts';
import { isAboutCompanion } from './is-about-companion.ts';
import type { Tone } from './job-view.ts';
import { formatBytes, formatDuration, formatInstant, formatPercent, formatSpeed } from './quantities.ts';
import { downloadTexts as texts } from './texts/download-texts.ts';

/** What was heard of a running download. */
export interface LiveDownload {
  progress: DownloadProgress | null;
  /** When its numbers last moved, or when one began to listen; epoch milliseconds. */
  movedAtMs: number;
}

/** A download with what is known of it now. */
export interface DownloadEntry {
  record: DownloadRecord;
  /** Null unless it runs. */
  live: LiveDownload | null;
}

/** What a user can do with a download. `now` is Resume of one that would go on by itself. */
export type DownloadAction =
  | 'pause'
  | 'resume'
  | 'now'
  | 'cancel'
  | 'retry'
  /** Once more, for a file that lacks something. */
  | 'again'
  | 'reveal'
  | 'copy'
  | 'companion'
  | 'remove';

export interface DownloadView {
  title: string;
  /** "720p", "Sound only, mp3", "137+140". */
  what: string;
  stateLabel: string;
  tone: Tone;
  /** Why it stands still, or what to know. */
  sentence: string | null;
  /** What it does now; null unless it runs. */
  activity: string | null;
  /** 0 to 1; null when it is not known. */
  fraction: number | null;
  facts: string[];
  actions: DownloadAction[];
}

const tones: Record<DownloadState['status'], Tone> = {
  queued: 'idle',
  running: 'busy',
  paused: 'idle',
  interrupted: 'warn',
  finished: 'good',
  failed: 'bad',
  cancelled: 'idle',
};

/** Silence is told after so long; putting a large file together takes its time. */
const silentAfterMs = { downloading: 8000, other: 30_000 };

function findSilence(live: LiveDownload, nowMs: number): string | null {
  const isFetching = live.progress === null || live.progress.stage === 'downloading';
  const silentMs = nowMs - live.movedAtMs;
  if (silentMs < (isFetching ? silentAfterMs.downloading : silentAfterMs.other)) return null;
  return texts.card.silent(formatDuration(silentMs / 1000));
}

const toFraction = ({ percent }: DownloadProgress): number | null =>
  percent === null ? null : percent / 100;

function countBytes({ bytes, totalBytes }: DownloadProgress): string | null {
  if (totalBytes !== null && totalBytes > 0)
    return texts.card.bytesOf(formatBytes(bytes), formatBytes(totalBytes));
  return bytes > 0 ? formatBytes(bytes) : null;
}

function describeLive(
  live: LiveDownload,
  nowMs: number,
): Pick<DownloadView, 'activity' | 'fraction' | 'facts'> {
  const { progress } = live;
  const silence = findSilence(live, nowMs);
  if (!progress) return { activity: texts.stages.starting, fraction: null, facts: silence ? [silence] : [] };
  const { stage, bytesPerSec, etaSec } = progress;
  const isFetching = stage === 'downloading';
  const fraction = isFetching ? toFraction(progress) : null;
  const pace = [
    bytesPerSec !== null && bytesPerSec > 0 && formatSpeed(bytesPerSec),
    etaSec !== null && etaSec > 0 && texts.card.left(formatDuration(etaSec)),
  ];
  const facts = [
    fraction !== null && formatPercent(fraction),
    countBytes(progress),
    ...(silence ? [silence] : isFetching ? pace : []),
  ];
  return { activity: texts.stages[stage], fraction, facts: facts.filter((fact) => typeof fact === 'string') };
}

function describeSaved(state: Extract<DownloadState, { status: 'finished' }>): string[] {
  const { record, extras } = state.saved;
  const side = toShorterSide(state.saved);
  return [
    side === null ? '' : `${side}p`,
    record ? formatBytes(record.bytes) : '',
    extras.length > 0 ? texts.card.extras(extras.length) : '',
  ].filter((fact) => fact !== '');
}

/** How far a download that stands still is. */
function describePaused(progress: DownloadProgress | null): Pick<DownloadView, 'fraction' | 'facts'> {
  const fraction = progress && toFraction(progress);
  const facts = [fraction !== null && formatPercent(fraction), progress && countBytes(progress)];
  return { fraction, facts: facts.filter((fact) => typeof fact === 'string') };
}

/** Captions that are missing, in a sentence for each reason. */
function explainCaptions(captions: DownloadGaps['captions']): string[] {
  const nameAll = (some: DownloadGaps['captions']): string =>
    some.map(({ name, language }) => name ?? language ?? texts.card.unknownLanguage).join(', ');
  const [refused, unread] = [captions.filter((one) => !isUnread(one)), captions.filter(isUnread)];
  return [
    ...(refused.length > 0 ? [texts.card.missingCaptions(nameAll(refused))] : []),
    ...(unread.length > 0 ? [texts.card.unreadCaptions(nameAll(unread))] : []),
  ];
}

/** What a saved file is not, in a sentence for each. */
function explainSaved({ outcome, gaps, left }: SavedDownload): string | null {
  const undone = (left ?? []).flatMap((option) =>
    option in texts.companionOptions
      ? texts.companionOptions[option as keyof typeof texts.companionOptions]
      : [],
  );
  const sentences = [
    outcome === 'known' && texts.card.known,
    gaps && gaps.segments > 0 && texts.card.missing(Math.max(1, Math.round(gaps.sec)), gaps.segments),
    ...explainCaptions(gaps?.captions ?? []),
    undone.length > 0 && texts.card.undone(undone.join(', ')),
    left?.includes('container') && texts.card.otherContainer,
    left?.includes('captions') && texts.card.lacksCaptions,
    left?.includes('sounds') && texts.card.otherSounds,
    left?.includes('innerCaptions') && texts.card.innerCaptions,
  ];
  return sentences.filter((sentence) => typeof sentence === 'string').join(' ') || null;
}

function explain(state: DownloadState, nowMs: number): string | null {
  switch (state.status) {
    case 'interrupted':
      return state.retryAt === null
        ? state.error.message
        : `${state.error.message} ${texts.card.goesOnAt(formatInstant(state.retryAt, nowMs))}`;
    case 'failed':
      return state.error.message;
    case 'finished':
      return explainSaved(state.saved);
    case 'cancelled':
      if (state.parts === 'gone') return null;
      return state.parts === 'kept' ? texts.card.partsKept : texts.card.partsLeaving;
    default:
      return null;
  }
}

function listActions(state: DownloadState): DownloadAction[] {
  const help: DownloadAction[] = 'error' in state && isAboutCompanion(state.error.code) ? ['companion'] : [];
  switch (state.status) {
    case 'queued':
    case 'running':
      return ['pause', 'cancel'];
    case 'paused':
      return ['resume', 'cancel'];
    case 'interrupted':
      return [state.retryAt === null ? 'resume' : 'now', ...help, 'cancel'];
    case 'finished':
      return [
        ...(state.saved.record ? (['reveal'] as const) : []),
        ...(canFillGaps(state) ? (['again'] as const) : []),
        'remove',
      ];
    case 'failed':
      return ['retry', ...help, 'copy', 'remove'];
    case 'cancelled':
      return ['retry', 'remove'];
  }
}

/** "720p", "Sound only, mp3", or the ids of the formats that were chosen. */
export const describeChoice = ({ choice }: Pick<DownloadRecord, 'choice'>): string =>
  choice.format ?? texts.preset(choice.quality, choice.audioFormat);

/** The error of a download with what a report needs: no cookies and no query string are ever in it. */
export function toErrorReport({ url, title, choice, state }: DownloadRecord): string {
  if (!('error' in state)) return '';
  const { code, message, context } = state.error;
  const { origin, pathname } = new URL(url);
  const facts = Object.entries(context).map(([name, value]) => `${name}: ${value}`);
  return [`${code}: ${message}`, title, `${origin}${pathname}`, describeChoice({ choice }), ...facts].join(
    '\n',
  );
}

const gapsOf = (state: DownloadState): DownloadGaps | undefined =>
  state.status === 'finished' ? state.saved.gaps : undefined;

/** What lacks something is never simply "Saved". */
function nameState(state: DownloadState): string {
  const gaps = gapsOf(state);
  if (!gaps) return texts.states[state.status];
  return gaps.segments > 0 ? texts.card.savedWithGaps : texts.card.savedWithoutCaptions;
}

/** What to show of a download; `nowMs` is epoch milliseconds. */
export function toDownloadView({ record, live }: DownloadEntry, nowMs: number): DownloadView {
  const { state } = record;
  const still = { activity: null, fraction: null, facts: [] as string[] };
  return {
    title: record.title || record.url,
    what: describeChoice(record),
    stateLabel: nameState(state),
    tone: gapsOf(state) ? 'warn' : tones[state.status],
    sentence: explain(state, nowMs),
    actions: listActions(state),
    ...still,
    ...(state.status === 'running' && describeLive(live ?? { progress: null, movedAtMs: nowMs }, nowMs)),
    ...(state.status === 'paused' && describePaused(state.progress)),
    ...(state.status === 'finished' && { facts: describeSaved(state) }),
  };
}

/** The downloads of a search: all words, in title, author or address, whatever their case. */
export function searchDownloads(entries: readonly DownloadEntry[], text: string): DownloadEntry[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ record: { title, author, url } }) => {
    const where = `${title}\n${author ?? ''}\n${url}`.toLocaleLowerCase();
    return words.every((word) => where.includes(word));
  });
}
