import type { ComponentChildren } from 'preact';
import type { ToldError } from '../../../shared/told-error.ts';
import type { Tone } from '../job-view.ts';
import { Icon } from './icon.tsx';

interface NoticeProps {
  tone: Tone;
  children: ComponentChildren;
}

/** A sentence that matters, with an icon, so that colour is not its only sign. */
export function Notice({ tone, children }: NoticeProps) {
  return (
    <div class="notice" data-tone={tone}>
      <Icon name={tone === 'good' ? 'check' : 'alert'} />
      <div class="notice-text">{children}</div>
    </div>
  );
}

/** What went wrong and what to do, spoken at once. */
export function ErrorNotice({ error, children }: { error: ToldError; children?: ComponentChildren }) {
  return (
    <div role="alert">
      <Notice tone="bad">
        {error.message} {children}
      </Notice>
    </div>
  );
}
