import { describe, expect, it } from 'vitest';
import { AppError, createWireError } from '../../../shared/app-error.ts';
import { downloadChoiceSchema } from '../../../shared/protocol/download-commands.ts';
import { type DownloadRecord, type DownloadState, isOpenDownload } from './download-record.ts';
import {
  afterEvent,
  type DownloadEvent,
  isDueDownload,
  mayBeAtCompanion,
  toEventAfterError,
} from './download-state.ts';

const nowMs = Date.parse('2026-11-21T12:00:00Z');
const later = '2026-11-21T12:00:01.000Z';
const saved: Extract<DownloadState, { status: 'finished' }>['saved'] = {
  outcome: 'known',
  record: null,
  extras: [],
  title: 'The title',
  durationSec: null,
  width: null,
  height: null,
  videoCodec: null,
  audioCodec: null,
};

const states: Record<DownloadState['status'], DownloadState> = {
  queued: { status: 'queued' },
  running: { status: 'running' },
  paused: { status: 'paused', progress: null },
  interrupted: { status: 'interrupted', error: createWireError('net.failed'), retryAt: later },
  finished: { status: 'finished', saved },
  failed: { status: 'failed', error: createWireError('media.drm') },
  cancelled: { status: 'cancelled', parts: 'kept' },
};

const makeRecord = (
  status: DownloadState['status'],
  change: Partial<DownloadRecord> = {},
): DownloadRecord => ({
  id: 'd',
  place: 1,
  url: 'https://video.example/1',
  entry: null,
  title: 'https://video.example/1',
  author: null,
  durationSec: null,
  choice: downloadChoiceSchema.parse({ quality: 'original' }),
  template: null,
  withLogin: false,
  state: states[status],
  begun: true,
  losses: 2,
  createdAt: '2026-11-21T11:00:00Z',
  finishedAt: null,
  ...change,
});

const error = new AppError('net.failed');
const events: DownloadEvent[] = [
  { type: 'begin' },
  { type: 'pause', progress: null },
  { type: 'resume' },
  { type: 'requeue' },
  { type: 'take-over' },
  { type: 'interrupt', error, retryAt: null },
  { type: 'finish', saved },
  { type: 'fail', error },
  { type: 'cancel', discard: true },
  { type: 'forget-parts' },
];

/** "begin: running" for every event that means something in a state. */
const movesFrom = (status: DownloadState['status']): string[] =>
  events.flatMap((event) => {
    const next = afterEvent(makeRecord(status), event, nowMs);
    return next ? [`${event.type}: ${next.state.status}`] : [];
  });

describe('the states of a download', () => {
  it.each([
    [
      'queued',
      ['begin: running', 'pause: paused', 'take-over: queued', 'finish: finished', 'cancel: cancelled'],
    ],
    [
      'running',
      [
        'pause: paused',
        'requeue: queued',
        'take-over: running',
        'interrupt: interrupted',
        'finish: finished',
        'fail: failed',
        'cancel: cancelled',
      ],
    ],
    [
      'paused',
      ['resume: queued', 'take-over: paused', 'finish: finished', 'fail: failed', 'cancel: cancelled'],
    ],
    ['interrupted', ['begin: running', 'pause: paused', 'resume: queued', 'cancel: cancelled']],
    ['finished', []],
    ['failed', ['resume: queued', 'cancel: cancelled']],
    [
      'cancelled',
      [
        'resume: queued',
        'take-over: cancelled',
        'finish: finished',
        'cancel: cancelled',
        'forget-parts: cancelled',
      ],
    ],
  ] as const)('%s goes on to %j and nowhere else', (status, moves) => {
    expect(movesFrom(status)).toEqual(moves);
  });

  it('let a file that lacks something be asked for once more', () => {
    const gaps = { segments: 1, sec: 4, captions: [] };
    const lacking = makeRecord('finished', { state: { status: 'finished', saved: { ...saved, gaps } } });
    expect(afterEvent(lacking, { type: 'resume' }, nowMs)?.state).toEqual({ status: 'queued' });
    expect(afterEvent(lacking, { type: 'cancel', discard: true }, nowMs)).toBeNull();
  });

  it('have an end time exactly while they are an end', () => {
    for (const status of Object.keys(states) as DownloadState['status'][])
      for (const event of events) {
        const next = afterEvent(makeRecord(status), event, nowMs);
        if (next) expect(next.finishedAt === null).toBe(isOpenDownload(next));
      }
  });

  it('know what the browser has made and handed over until they are an end that begins anew', () => {
    const made = { record: { path: 'a.mp4', bytes: 1, sha256: '0'.repeat(64) }, extras: [], title: 'A' };
    const facts = { durationSec: 1, width: 1, height: 1, videoCodec: null, audioCodec: null };
    const delivery = { made: { ...made, ...facts, gaps: null, left: [] }, files: [] };
    const keep: DownloadEvent = { type: 'cancel', discard: false };
    for (const status of Object.keys(states) as DownloadState['status'][])
      for (const event of [...events, keep]) {
        const next = afterEvent(makeRecord(status, { delivery }), event, nowMs);
        const isKept = next?.state.status === 'cancelled' && next.state.parts === 'kept';
        if (next) expect(next.delivery).toEqual(isKept || isOpenDownload(next) ? delivery : null);
      }
  });

  it('know whether the companion may hold parts: not of what the browser alone has run', () => {
    const pass = (record: DownloadRecord, ...types: ('begin' | 'take-over' | 'requeue')[]): DownloadRecord =>
      types.reduce((known, type) => afterEvent(known, { type }, nowMs) ?? known, record);
    const never = makeRecord('queued', { begun: false });
    expect(mayBeAtCompanion(never)).toBe(false);
    const begun = pass(never, 'begin');
    expect(mayBeAtCompanion(begun)).toBe(true);
    const own = pass(begun, 'take-over');
    expect(mayBeAtCompanion(own)).toBe(false);
    expect(mayBeAtCompanion(pass(own, 'requeue', 'begin', 'take-over'))).toBe(false);
    expect(mayBeAtCompanion(pass(begun, 'requeue', 'begin', 'take-over'))).toBe(true);
    // Of an older version, which did not count.
    expect(mayBeAtCompanion(makeRecord('running'))).toBe(true);
    expect(mayBeAtCompanion(pass(makeRecord('queued'), 'begin', 'take-over'))).toBe(true);
  });

  it('take the title from the file that arrived', () => {
    expect(afterEvent(makeRecord('running'), { type: 'finish', saved }, nowMs)?.title).toBe('The title');
  });

  it('know that nothing is left of what was never begun', () => {
    const never = makeRecord('queued', { begun: false });
    expect(afterEvent(never, { type: 'cancel', discard: false }, nowMs)?.state).toEqual({
      status: 'cancelled',
      parts: 'gone',
    });
  });
});

describe('a download that was interrupted', () => {
  it('is due at its time and not before', () => {
    const record = makeRecord('interrupted');
    expect(isDueDownload(record, Date.parse(later) - 1)).toBe(false);
    expect(isDueDownload(record, Date.parse(later))).toBe(true);
    const asking = {
      state: { status: 'interrupted', error: createWireError('host.missing'), retryAt: null },
    } as const;
    expect(isDueDownload(asking, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  it('waits as long as the site asks for', () => {
    const limited = new AppError('platform.rate_limited', undefined, { context: { retryAfterSec: 90 } });
    expect(toEventAfterError({ losses: 0 }, limited, { nowMs, random: 0 })).toMatchObject({
      type: 'interrupt',
      retryAt: '2026-11-21T12:01:30.000Z',
    });
  });

  it('outlives a server that fails for half an hour, and is given up after that', () => {
    const failing = new AppError('net.http');
    const events = [0, 3, 7, 8].map(
      (losses) => toEventAfterError({ losses }, failing, { nowMs, random: 0 }).type,
    );
    expect(events).toEqual(['interrupt', 'interrupt', 'interrupt', 'fail']);
  });

  it.each([
    ['storage.full', { type: 'interrupt', retryAt: null }],
    ['host.missing', { type: 'interrupt', retryAt: null }],
    ['job.cancelled', { type: 'interrupt', retryAt: later }],
    ['job.paused', { type: 'pause' }],
    ['platform.private', { type: 'fail' }],
    ['bug.unexpected', { type: 'fail' }],
  ] as const)('by %s becomes %j', (code, event) => {
    expect(toEventAfterError({ losses: 0 }, new AppError(code), { nowMs, random: 0 })).toMatchObject(event);
  });
});
