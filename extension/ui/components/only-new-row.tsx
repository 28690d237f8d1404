import { coversScope } from '../../core/jobs/base-export.ts';
import type { FormValues } from '../export-form.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import type { ScreenPorts } from '../ports.ts';
import { formatInstant } from '../quantities.ts';
import { choiceTexts as texts } from '../texts/choice-texts.ts';
import { CheckRow } from './choice.tsx';

/** The page, and the form that the offer is a part of. */
export interface OnlyNewRowProps {
  ports: Pick<ScreenPorts, 'queries' | 'nowMs'>;
  /** Address of the source. */
  refUrl: string;
  values: FormValues;
  change(change: Partial<FormValues>): void;
}

/** Offers to leave out what the last complete export of the page has; nothing where there was none. */
export function OnlyNewRow({ ports, refUrl, values, change }: OnlyNewRowProps) {
  const [answer] = useAnswer(`base ${refUrl}`, () => ports.queries.findBase(refUrl));
  const base = answer.phase === 'ready' ? answer.value : null;
  if (!base) return null;
  const hint = coversScope(base.scope, values) ? texts.onlyNewHint : texts.onlyNewLess;
  return (
    <CheckRow
      label={texts.onlyNew(formatInstant(base.finishedAt, ports.nowMs()), base.kept)}
      hint={values.onlyNew ? hint : undefined}
      checked={values.onlyNew}
      onChange={(onlyNew) => change({ onlyNew })}
    />
  );
}
