import { useId, useState } from 'preact/hooks';
import type { RequestBudget } from '../../core/requests/request-budget.ts';
import {
  type BudgetValues,
  findFormProblems,
  numberFields,
  toBudget,
  toBudgetValues,
} from '../budget-form.ts';
import { accountTexts as texts } from '../texts/account-texts.ts';
import { Notice } from './notice.tsx';

interface BudgetFormProps {
  budget: RequestBudget;
  defaults: RequestBudget;
  /** Null: back to the usual numbers. */
  save(budget: RequestBudget | null): void;
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** What is offered first to somebody who wants a night. */
const usualNight = { fromHour: 23, toHour: 7 };

function HourMenu({ label, value, change }: { label: string; value: number; change(hour: number): void }) {
  return (
    <select
      aria-label={`${texts.fields.night}: ${label}`}
      value={value}
      onChange={({ currentTarget }) => change(Number(currentTarget.value))}
    >
      {hours.map((hour) => (
        <option key={hour} value={hour}>
          {texts.hour(hour)}
        </option>
      ))}
    </select>
  );
}

interface NightFieldProps {
  night: BudgetValues['night'];
  change(night: BudgetValues['night']): void;
}

function NightField({ night, change }: NightFieldProps) {
  return (
    <div class="night">
      <label class="check-row">
        <input
          type="checkbox"
          checked={night !== null}
          onChange={({ currentTarget }) => change(currentTarget.checked ? usualNight : null)}
        />
        {texts.fields.night}
      </label>
      {night && (
        <span class="range">
          {texts.nightFrom}
          <HourMenu
            label={texts.nightFrom}
            value={night.fromHour}
            change={(fromHour) => change({ ...night, fromHour })}
          />
          {texts.nightTo}
          <HourMenu
            label={texts.nightTo}
            value={night.toHour}
            change={(toHour) => change({ ...night, toHour })}
          />
        </span>
      )}
    </div>
  );
}

interface NumberFieldProps {
  field: (typeof numberFields)[number];
  value: string;
  usual: number;
  problem: keyof typeof texts.problems | undefined;
  change(change: Partial<BudgetValues>): void;
}

function NumberField({ field, value, usual, problem, change }: NumberFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <div class="field-row">
        <label for={id}>{texts.fields[field]}</label>
        <span class="range">
          <small class="hint">{texts.usual(usual)}</small>
          <input
            id={id}
            type="text"
            inputMode="numeric"
            size={6}
            name={field}
            aria-invalid={problem !== undefined}
            aria-describedby={`${id}-problem`}
            value={value}
            onInput={({ currentTarget }) => change({ [field]: currentTarget.value })}
          />
        </span>
      </div>
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          {texts.problems[problem]}
        </p>
      )}
    </div>
  );
}

/** The numbers of one platform as they can be set; nothing is kept before Save. */
export function BudgetForm({ budget, defaults, save }: BudgetFormProps) {
  const [values, setValues] = useState(() => toBudgetValues(budget));
  const { problems, isRisky } = findFormProblems(values, defaults);
  const isSound = Object.keys(problems).length === 0;
  const isUsual = JSON.stringify(toBudgetValues(defaults)) === JSON.stringify(values);
  const change = (changed: Partial<BudgetValues>) => setValues({ ...values, ...changed });
  const reset = ({ currentTarget }: { currentTarget: HTMLButtonElement }) => {
    setValues(toBudgetValues(defaults));
    save(null);
    // The button can do nothing more, and would take the focus with it.
    currentTarget.form?.querySelector('input')?.focus();
  };
  return (
    <form
      class="budget"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSound) save(toBudget(values));
      }}
    >
      {numberFields.map((field) => (
        <NumberField
          key={field}
          field={field}
          value={values[field]}
          usual={defaults[field]}
          problem={problems[field]}
          change={change}
        />
      ))}
      <NightField night={values.night} change={(night) => change({ night })} />
      {isRisky && <Notice tone="warn">{texts.risky}</Notice>}
      <div class="actions">
        <button type="submit" class="button primary" disabled={!isSound}>
          {texts.save}
        </button>
        <button type="button" class="button" data-action="reset" disabled={isUsual} onClick={reset}>
          {texts.reset}
        </button>
      </div>
    </form>
  );
}
