interface ProgressBarProps {
  name: string;
  /** 0 to 1; null while the end is not known. */
  fraction: number | null;
  /** "12 of 42". */
  valueText: string;
}

/** A bar that also says what it means; it moves back and forth while the end is not known. */
export function ProgressBar({ name, fraction, valueText }: ProgressBarProps) {
  const percent = fraction === null ? undefined : Math.floor(fraction * 100);
  return (
    <div
      class="progress"
      data-endless={fraction === null}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={valueText || undefined}
    >
      <div class="progress-done" style={{ inlineSize: fraction === null ? '30%' : `${fraction * 100}%` }} />
    </div>
  );
}
