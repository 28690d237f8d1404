import { useState } from 'preact/hooks';
import type { UpdateProgress } from '../../../shared/protocol/companion-commands.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import type { CompanionCare } from '../ports.ts';
import { formatPercent } from '../quantities.ts';
import { doctorTexts as texts } from '../texts/doctor-texts.ts';

/** What the companion can do for itself when it is asked to. */
export type Repair = 'update' | 'choose-archives' | 'choose-downloads';

/** A repair that is under way, or how the last one went. */
export interface Repairs {
  pending: Repair | null;
  /** What is being done, in a few words. */
  progress: string | null;
  /** What the last one came to; null when there is nothing to say. */
  done: string | null;
  error: ToldError | null;
  run(repair: Repair): Promise<void>;
}

/** What came of a repair: whether anything is different now, and what there is to say. */
interface Outcome {
  changed: boolean;
  text: string | null;
}

const describeUpdate = ({ stage, percent }: UpdateProgress): string =>
  percent === null ? texts.update[stage] : `${texts.update[stage]} ${formatPercent(percent / 100)}`;

async function runRepair(
  care: CompanionCare,
  repair: Repair,
  tell: (progress: string) => void,
): Promise<Outcome> {
  if (repair === 'update') {
    tell(texts.update.looking);
    const { version, changed } = await care.update((progress) => tell(describeUpdate(progress)));
    const name = version ?? '';
    return { changed, text: changed ? texts.updated(name) : texts.upToDate(name) };
  }
  tell(texts.choosing);
  const changed = await care.chooseFolder(repair === 'choose-archives' ? 'archives' : 'downloads');
  return { changed, text: null };
}

/** Runs one repair at a time; `onRepaired` is called when something has changed. */
export function useRepair(care: CompanionCare, onRepaired: () => void): Repairs {
  const [pending, setPending] = useState<Repair | null>(null);
  const [progress, setProgress] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [error, setError] = useState<ToldError | null>(null);
  const run = async (repair: Repair) => {
    if (pending) return;
    setPending(repair);
    setError(null);
    setDone(null);
    try {
      const { changed, text } = await runRepair(care, repair, setProgress);
      setDone(text);
      if (changed) onRepaired();
    } catch (thrown) {
      setError(toToldError(thrown));
    } finally {
      setPending(null);
      setProgress(null);
    }
  };
  return { pending, progress, done, error, run };
}
