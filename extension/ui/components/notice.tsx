import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
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

type Told = Pick<ToldError, 'code' | 'message'>;
const tellAlone = ({ message }: Told): string => message;

/** An error with what to do about it. The sentences of the codes are loaded by themselves; until then it speaks alone. */
export function ToldWords({ error }: { error: Told }) {
  const [words, setWords] = useState({ tell: tellAlone });
  useEffect(() => {
    const load = async () => setWords({ tell: (await import('../tell-error.ts')).tellError });
    load().catch(() => setWords({ tell: tellAlone }));
  }, []);
  return <>{words.tell(error)}</>;
}

/** What went wrong and what to do, spoken at once. */
export function ErrorNotice({ error, children }: { error: ToldError; children?: ComponentChildren }) {
  return (
    <div role="alert">
      <Notice tone="bad">
        <ToldWords error={error} /> {children}
      </Notice>
    </div>
  );
}
