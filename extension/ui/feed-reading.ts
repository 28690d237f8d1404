/** When a feed reads the store: everything once, and again what news name, gathered for a moment. */
import { type ToldError, toToldError } from '../../shared/told-error.ts';

/** News come faster than anyone reads; they are gathered this long. */
const gatherMs = 150;
/** A store that cannot be read is left alone for so long. */
const restMs = 30_000;

export interface FeedReading {
  /** Something is new: the record of this id, or with null nothing that is stored. */
  note(id: string | null): void;
  /** Reads everything again. */
  again(): void;
  /** Says that there is something to show. */
  tell(): void;
  /** Why the store could not be read; null again when it was. */
  failure(): ToldError | null;
  stop(): void;
}

interface Reader {
  readAll(): Promise<void>;
  /** Ids may be of records that are gone; there may be none. */
  readChanged(ids: readonly string[]): Promise<void>;
}

/** Starts reading at once; `onChange` is called after every change. */
export function createFeedReading({ readAll, readChanged }: Reader, onChange: () => void): FeedReading {
  const changed = new Set<string>();
  let isRead = false;
  let isStopped = false;
  let failure: ToldError | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let nextTry: ReturnType<typeof setTimeout> | null = null;

  const tell = (): void => {
    if (!isStopped) onChange();
  };
  const fail = (thrown: unknown): void => {
    failure = toToldError(thrown);
    nextTry ??= setTimeout(again, restMs);
    tell();
  };
  const settle = async (): Promise<void> => {
    timer = null;
    const due = [...changed];
    changed.clear();
    await readChanged(due);
    tell();
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => settle().catch(fail), gatherMs);
  };
  const begin = async (): Promise<void> => {
    await readAll();
    isRead = true;
    failure = null;
    if (changed.size > 0) schedule();
    tell();
  };
  const again = (): void => {
    nextTry = null;
    if (!isStopped) begin().catch(fail);
  };
  again();

  return {
    note(id) {
      if (id !== null) changed.add(id);
      if (isRead) schedule();
    },
    again,
    tell,
    failure: () => failure,
    stop() {
      isStopped = true;
      for (const due of [timer, nextTry]) if (due !== null) clearTimeout(due);
    },
  };
}
