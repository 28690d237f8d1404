import { useState } from 'preact/hooks';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import {
  type FormField,
  type FormOffer,
  type FormProblems,
  type FormValues,
  findProblems,
  toFormValues,
  toJobOptions,
  toSavedOptions,
} from '../export-form.ts';
import type { PopupPorts } from '../ports.ts';
import { type Refusals, useRefusals } from './use-refusals.ts';

/** The form as a screen sees it. */
export interface ExportForm extends Pick<Refusals<FormField>, 'refuse'> {
  values: FormValues;
  problems: FormProblems;
  starting: boolean;
  error: ToldError | null;
  change(change: Partial<FormValues>): void;
  /** Starts the export of this source with what the form says; does nothing while there are problems. */
  start(ref: SourceRef): Promise<void>;
}

/**
 * The form's state: starts from the saved choice, saves every change that makes sense. The form comes and goes with the
 * page's export; `saved` outlives it.
 */
export function useExportForm(
  ports: PopupPorts,
  offer: FormOffer,
  saved: { current: JobOptions },
): ExportForm {
  const [values, setValues] = useState<FormValues>(() => toFormValues(saved.current));
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<ToldError | null>(null);
  const { refused, refuse } = useRefusals<FormField>();
  const problems = { ...findProblems(values, offer), ...refused };
  const sound = Object.keys(problems).length === 0;

  const change = (changed: Partial<FormValues>) => {
    const next = { ...values, ...changed };
    setValues(next);
    if (Object.keys(findProblems(next, offer)).length > 0) return;
    saved.current = toSavedOptions(next);
    ports.writeSavedOptions(saved.current).catch((thrown: unknown) => setError(toToldError(thrown)));
  };

  const start = async (ref: SourceRef) => {
    if (!sound || starting) return;
    setStarting(true);
    setError(null);
    try {
      await ports.request('job.start', { ref, options: toJobOptions(values, offer) });
    } catch (thrown) {
      setError(toToldError(thrown));
    } finally {
      setStarting(false);
    }
  };

  return { values, problems, starting, error, change, refuse, start };
}
