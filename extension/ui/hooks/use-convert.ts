/** The state of the Convert screen: files that were picked, what is made of them, and how far that is. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import {
  type ConvertEstimate,
  type ConvertGoal,
  type ConvertPlace,
  type ConvertResult,
  type ConvertWork,
  companionFromBytes,
  hasKind,
  type PickedFile,
} from '../../core/convert.ts';
import type { ConvertDesk } from '../convert-desk.ts';
import type { DashboardPorts } from '../ports.ts';

/** A file on the screen. */
export interface FileRow {
  id: number;
  file: File;
  /** Null while it is looked at. */
  picked: PickedFile<File> | null;
  error: ToldError | null;
}

/** What was asked of the desk last, and what came of it. */
export type ConvertRun =
  | { phase: 'idle' }
  | { phase: 'running'; name: string; part: number; results: ConvertResult[] }
  | { phase: 'ended'; results: ConvertResult[]; error: ToldError | null; isCancelled: boolean };

/** What is known of the work before it begins. */
export type EstimateState =
  | { phase: 'none' }
  | { phase: 'loading' }
  | { phase: 'ready'; estimate: ConvertEstimate }
  | { phase: 'failed'; error: ToldError };

const toWorks = (
  files: readonly PickedFile<File>[],
  work: Omit<ConvertWork<File>, 'files'>,
): ConvertWork<File>[] =>
  work.goal.kind === 'join'
    ? [{ ...work, files }]
    : files.filter(({ probe }) => probe !== null).map((picked) => ({ ...work, files: [picked] }));

/** Whether a goal can be had of these files at all. */
export function isPossible(goal: ConvertGoal, files: readonly PickedFile<File>[]): boolean {
  const media = files.flatMap(({ probe }) => probe ?? []);
  if (media.length === 0) return false;
  if (goal.kind === 'join') return true;
  return media.every((probe) => hasKind(probe, /^\d/.test(goal.preset) ? 'video' : 'audio'));
}

const startGoal: ConvertGoal = { kind: 'preset', preset: '720p' };
const goals: readonly ConvertGoal[] = [
  startGoal,
  { kind: 'preset', preset: 'audio-m4a' },
  { kind: 'join', container: 'mp4' },
];

type FindDesk = () => Promise<ConvertDesk>;

/** The desk, opened when it is first needed. */
function useDesk({ openConvertDesk }: DashboardPorts): FindDesk {
  const desk = useRef<Promise<ConvertDesk> | null>(null);
  return () => {
    desk.current ??= openConvertDesk();
    return desk.current;
  };
}

/** The files that were picked; each is looked at by itself. */
function usePickedFiles(findDesk: FindDesk, readSignal: () => AbortSignal) {
  const lastId = useRef(0);
  const [rows, setRows] = useState<FileRow[]>([]);

  const change = (id: number, next: Partial<FileRow>): void =>
    setRows((known) => known.map((row) => (row.id === id ? { ...row, ...next } : row)));

  const look = async ({ id, file }: FileRow): Promise<void> => {
    try {
      change(id, { picked: await (await findDesk()).look(file, readSignal()) });
    } catch (thrown) {
      change(id, { error: toToldError(thrown) });
    }
  };

  const add = (files: readonly File[]): void => {
    const added = files.map((file): FileRow => {
      lastId.current += 1;
      return { id: lastId.current, file, picked: null, error: null };
    });
    setRows((known) => [...known, ...added]);
    for (const row of added) void look(row);
  };

  const remove = (id: number): void => setRows((known) => known.filter((row) => row.id !== id));
  return { rows, add, remove, clear: () => setRows([]) };
}

/** What is known of a work before it begins, asked anew whenever `key` changes; null: there is none. */
function useEstimate(findDesk: FindDesk, work: ConvertWork<File> | undefined, key: string | null) {
  const [estimate, setEstimate] = useState<EstimateState>({ phase: 'none' });
  useEffect(() => {
    if (key === null || !work) return setEstimate({ phase: 'none' });
    const stop = new AbortController();
    const show = (state: EstimateState): void => {
      if (!stop.signal.aborted) setEstimate(state);
    };
    show({ phase: 'loading' });
    findDesk()
      .then((desk) => desk.estimate(work, stop.signal))
      .then(
        (ready) => show({ phase: 'ready', estimate: ready }),
        (thrown: unknown) => show({ phase: 'failed', error: toToldError(thrown) }),
      );
    return () => stop.abort();
  }, [key]);
  return estimate;
}

/** The works one after the other; those that are done are kept when one fails. Gives true when all are. */
async function runWorks(
  findDesk: FindDesk,
  works: readonly ConvertWork<File>[],
  { signal, show }: { signal: AbortSignal; show(run: ConvertRun): void },
): Promise<boolean> {
  const results: ConvertResult[] = [];
  try {
    const desk = await findDesk();
    for (const work of works) {
      const name = work.files[0]?.file.name ?? '';
      const showPart = (part: number): void => show({ phase: 'running', name, part, results: [...results] });
      showPart(0);
      const result = await desk.run(work, showPart, signal);
      const cut = work.files.filter(({ probe }) => probe?.cutFromSec !== undefined);
      results.push({ ...result, cut: cut.map(({ file }) => file.name) });
    }
    show({ phase: 'ended', results, error: null, isCancelled: false });
    return true;
  } catch (thrown) {
    const error = toToldError(thrown);
    const isCancelled = error.code === 'job.cancelled';
    show({ phase: 'ended', results, error: isCancelled ? null : error, isCancelled });
    return false;
  }
}

export function useConvert(ports: DashboardPorts) {
  const findDesk = useDesk(ports);
  const stop = useRef(new AbortController());
  const { rows, add, remove, clear } = usePickedFiles(findDesk, () => stop.current.signal);
  const [wished, setGoal] = useState<ConvertGoal>(startGoal);
  const [chosenPlace, setPlace] = useState<ConvertPlace | null>(null);
  const [title, setTitle] = useState('');
  const [run, setRun] = useState<ConvertRun>({ phase: 'idle' });
  useEffect(() => () => stop.current.abort(), []);

  const picked = rows.flatMap((row) => row.picked ?? []);
  const isLooking = rows.some((row) => row.picked === null && row.error === null);
  const goal = [wished, ...goals].find((one) => isPossible(one, picked)) ?? wished;
  const media = picked.filter(({ probe }) => probe !== null);
  const isLarge = media.some(({ file }) => file.size > companionFromBytes);
  const canCompanion =
    media.length > 0 &&
    media.every(({ isAtCompanion }) => isAtCompanion) &&
    (goal.kind === 'preset' || media.length === picked.length);
  const place: ConvertPlace = canCompanion ? (chosenPlace ?? (isLarge ? 'companion' : 'browser')) : 'browser';
  const works = toWorks(picked, { goal, place, title: goal.kind === 'join' && title !== '' ? title : null });
  const isReady = works.length > 0 && !isLooking && isPossible(goal, picked);
  const key = isReady ? JSON.stringify([rows.map(({ id }) => id), goal, place]) : null;
  const estimate = useEstimate(findDesk, works[0], key);

  const start = async (): Promise<void> => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    const isDone = await runWorks(findDesk, works, { signal, show: setRun });
    if (isDone) clear();
  };

  const cancel = (): void => {
    stop.current.abort();
    // Files that are picked from now on are looked at all the same.
    stop.current = new AbortController();
  };

  return {
    rows,
    picked,
    goal,
    place,
    title,
    run,
    estimate,
    works,
    isReady,
    isLarge,
    canCompanion,
    setGoal,
    setPlace,
    setTitle,
    remove,
    cancel,
    add(files: readonly File[]): void {
      add(files);
      setRun({ phase: 'idle' });
    },
    start: (): void => void start(),
  };
}

/** What the screen shows and does. */
export type Convert = ReturnType<typeof useConvert>;
