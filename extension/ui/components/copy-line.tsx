import { useState } from 'preact/hooks';
import { dashboardTexts } from '../texts/dashboard-texts.ts';
import { Icon } from './icon.tsx';

/** A command to be pasted into a terminal, with a button that copies it. */
export function CopyLine({ text, copyText }: { text: string; copyText(text: string): Promise<void> }) {
  const [copied, setCopied] = useState(false);
  const copy = () => copyText(text).then(() => setCopied(true));
  return (
    <span class="copy-line">
      <code>{text}</code>
      <button type="button" class="button" onClick={copy}>
        <Icon name={copied ? 'check' : 'copy'} />
        <span aria-live="polite">
          {copied ? dashboardTexts.companion.copied : dashboardTexts.companion.copy}
        </span>
      </button>
    </span>
  );
}
