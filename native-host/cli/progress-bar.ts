/** One line on a terminal that overwrites itself. In a pipe or a log it is silent. */

/** What is shown: `fraction` from 0 to 1, or null while the end is not known. */
export interface ProgressStep {
  fraction: number | null;
  text: string;
}

/** The part of standard error that is used. */
export interface Terminal {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** A line that shows how far a command is. */
export interface ProgressBar {
  show(step: ProgressStep): void;
  /** Takes the line away; to be called before anything else is printed. */
  clear(): void;
}

const barWidth = 24;
const defaultColumns = 80;
const intervalMs = 100;

/** The line as it stands on a terminal of this width, without its end. */
export function buildProgressLine({ fraction, text }: ProgressStep, columns: number): string {
  const known = fraction === null ? null : Math.min(1, Math.max(0, fraction));
  const filled = Math.round((known ?? 0) * barWidth);
  const percent = known === null ? '  …%' : `${Math.floor(known * 100)}%`.padStart(4);
  const line = `[${'█'.repeat(filled)}${' '.repeat(barWidth - filled)}] ${percent} ${text}`;
  // A line as wide as the terminal would wrap and leave its first part behind.
  return line.slice(0, Math.max(0, columns - 1));
}

/** `now` gives milliseconds; at most ten lines a second are drawn. */
export function createProgressBar(terminal: Terminal, now: () => number = Date.now): ProgressBar {
  let isDrawn = false;
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  return {
    show(step) {
      if (!terminal.isTTY || now() - drawnAtMs < intervalMs) return;
      terminal.write(`\r\u001b[K${buildProgressLine(step, terminal.columns ?? defaultColumns)}`);
      isDrawn = true;
      drawnAtMs = now();
    },
    clear() {
      if (isDrawn) terminal.write('\r\u001b[K');
      isDrawn = false;
    },
  };
}
