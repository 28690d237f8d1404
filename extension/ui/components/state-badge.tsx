import type { Tone } from '../job-view.ts';
import { Icon, type IconName } from './icon.tsx';

const icons: Record<Tone, IconName> = {
  busy: 'resume',
  good: 'check',
  warn: 'alert',
  bad: 'alert',
  idle: 'clock',
};

/** A state in a word, with a sign of its own shape. */
export function StateBadge({ tone, label }: { tone: Tone; label: string }) {
  return (
    <span class="badge" data-tone={tone}>
      <Icon name={icons[tone]} />
      {label}
    </span>
  );
}
