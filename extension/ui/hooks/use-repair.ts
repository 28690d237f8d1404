import { useState } from 'preact/hooks';
import { type AppError, toAppError } from '../../../shared/error-codes.ts';
import type { CompanionCare } from '../ports.ts';
import { doctorTexts as texts } from '../texts/doctor-texts.ts';

/** What the companion can do for itself when it is asked to. */
export type Repair = 'update' | 'choose-archives' | 'choose-downloads';

/** A repair that is under way, or how the last one went. */
export interface Repairs {
  pending: Repair | null;
  /** What is being done, in a few words. */
  progress: string | null;
  error: AppError | null;
  run(repair: Repair): Promise<void>;
}

function runRepair(care: CompanionCare, repair: Repair, tell: (progress: string) => void): Promise<boolean> {
  if (repair === 'update') {
    tell(texts.updating);
    return care.update(tell).then(() => true);
  }
  tell(texts.choosing);
  return care.chooseFolder(repair === 'choose-archives' ? 'archives' : 'downloads');
}

/** Runs one repair at a time; `onRepaired` is called when something has changed. */
export function useRepair(care: CompanionCare, onRepaired: () => void): Repairs {
  const [pending, setPending] = useState<Repair | null>(null);
  const [progress, setProgress] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const run = async (repair: Repair) => {
    if (pending) return;
    setPending(repair);
    setError(null);
    try {
      if (await runRepair(care, repair, setProgress)) onRepaired();
    } catch (thrown) {
      setError(toAppError(thrown));
    } finally {
      setPending(null);
      setProgress(null);
    }
  };
  return { pending, progress, error, run };
}
