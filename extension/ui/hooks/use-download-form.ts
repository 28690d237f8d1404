import { useRef, useState } from 'preact/hooks';
import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import type { RequestOf } from '../../messaging/client.ts';
import {
  type DownloadField,
  type DownloadProblems,
  type DownloadValues,
  findDownloadProblems,
  isByBrowser,
  toDownloadChoice,
  toDownloadValues,
  toRememberedOptions,
} from '../download-form.ts';
import type { DownloadOptions } from '../download-options.ts';
import type { DownloadPorts } from '../ports.ts';
import { type Refusals, useRefusals } from './use-refusals.ts';

type Wish = RequestOf<'download.start'>['wishes'][number];

/** The form as a screen sees it. */
export interface DownloadForm extends Pick<Refusals<DownloadField>, 'refuse'> {
  values: DownloadValues;
  problems: DownloadProblems;
  starting: boolean;
  /** How many were added by the last start; null before it. */
  started: number | null;
  error: ToldError | null;
  change(change: Partial<DownloadValues>): void;
  /** Does nothing while there are problems, or while it is starting already. */
  start(video: PageVideo, wishes: Wish[], withLogin: boolean): Promise<void>;
}

/** The form's state: starts from the remembered choice, remembers every change that makes sense for the page's video. */
export function useDownloadForm(
  ports: DownloadPorts,
  options: DownloadOptions,
  page: PageVideo,
): DownloadForm {
  const [values, setValues] = useState<DownloadValues>(() => toDownloadValues(options));
  const [starting, setStarting] = useState(false);
  // The second click of a double one comes before the state is drawn.
  const isBusy = useRef(false);
  const [started, setStarted] = useState<number | null>(null);
  const [error, setError] = useState<ToldError | null>(null);
  const namer = isByBrowser(page) ? 'browser' : 'companion';
  const { refused, refuse } = useRefusals<DownloadField>();
  const problems = { ...findDownloadProblems(values, namer), ...refused };

  const change = (changed: Partial<DownloadValues>) => {
    const next = { ...values, ...changed };
    setValues(next);
    setStarted(null);
    if (Object.keys(findDownloadProblems(next, namer)).length > 0) return;
    ports
      .writeDownloadOptions(toRememberedOptions(next))
      .catch((thrown: unknown) => setError(toToldError(thrown)));
  };

  const start = async (video: PageVideo, wishes: Wish[], withLogin: boolean) => {
    if (isBusy.current || wishes.length === 0 || Object.keys(problems).length > 0) return;
    isBusy.current = true;
    setStarting(true);
    setError(null);
    try {
      const choice = toDownloadChoice(values, video);
      const template = values.template.trim() || null;
      await ports.request('download.start', { wishes, choice, template, withLogin });
      setStarted(wishes.length);
    } catch (thrown) {
      setError(toToldError(thrown));
    } finally {
      isBusy.current = false;
      setStarting(false);
    }
  };

  return { values, problems, starting, started, error, change, refuse, start };
}
