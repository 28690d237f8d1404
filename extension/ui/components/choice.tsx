import { useId } from 'preact/hooks';

interface ChipGroupProps<Choice extends string> {
  legend: string;
  menu: readonly Choice[];
  labels: Record<Choice, string>;
  chosen: readonly Choice[];
  problem?: string;
  toggle(choice: Choice): void;
}

/** Check boxes that look like chips; several can be on. */
export function ChipGroup<Choice extends string>(props: ChipGroupProps<Choice>) {
  const problemId = useId();
  return (
    <fieldset class="field" aria-describedby={props.problem ? problemId : undefined}>
      <legend>{props.legend}</legend>
      <div class="chips">
        {props.menu.map((choice) => (
          <label key={choice} class="chip">
            <input
              type="checkbox"
              checked={props.chosen.includes(choice)}
              onChange={() => props.toggle(choice)}
            />
            <span class="chip-face">{props.labels[choice]}</span>
          </label>
        ))}
      </div>
      <FieldProblem id={problemId} problem={props.problem} />
    </fieldset>
  );
}

/** What is wrong with a field, right under it. */
export function FieldProblem({ id, problem }: { id: string; problem: string | undefined }) {
  return problem ? (
    <p class="field-problem" id={id}>
      {problem}
    </p>
  ) : null;
}

interface CheckRowProps {
  label: string;
  hint?: string;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}

/** A check box with its label and, under it, what it means. */
export function CheckRow({ label, hint, checked, disabled, onChange }: CheckRowProps) {
  return (
    <label class="check-row">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

interface SegmentsProps {
  legend: string;
  value: boolean;
  /** Labels of true and false. */
  labels: [string, string];
  onChange(value: boolean): void;
}

/** Two choices side by side, one of them on. */
export function Segments({ legend, value, labels, onChange }: SegmentsProps) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class="spoken">{legend}</legend>
      <div class="segments">
        {labels.map((label, place) => (
          <label key={label}>
            <input
              type="radio"
              name={name}
              checked={value === (place === 0)}
              onChange={() => onChange(place === 0)}
            />
            <span class="segment-face">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
