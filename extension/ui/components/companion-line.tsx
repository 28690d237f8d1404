import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { ResponseOf } from '../../messaging/client.ts';
import type { Answer } from '../hooks/use-answer.ts';
import type { Tone } from '../job-view.ts';
import { texts } from '../texts/screen-texts.ts';

/** What came of asking for the companion; a failure's code says why it is not there. */
export type CompanionAnswer = Answer<ResponseOf<'companion.status'>>;

interface CompanionFace {
  tone: Tone;
  label: string;
  /** True when something is to be done about it. */
  help: boolean;
}

const failureLabels: Partial<Record<ErrorCode, string>> = {
  'host.missing': texts.companion.missing,
  'host.forbidden': texts.companion.forbidden,
  'host.protocol': texts.companion.otherVersion,
};

/** In a few words whether the companion is there, and what it lacks. */
export function toCompanionFace(answer: CompanionAnswer): CompanionFace {
  const { companion } = texts;
  if (answer.phase === 'loading') return { tone: 'idle', label: companion.looking, help: false };
  if (answer.phase === 'failed') {
    return { tone: 'bad', label: failureLabels[answer.error.code] ?? companion.trouble, help: true };
  }
  const { version, ytDlp, ffmpeg, toolErrors } = answer.value;
  const isOld = toolErrors.some(({ code }) => code === 'ytdlp.outdated');
  if (isOld) return { tone: 'warn', label: companion.oldYtDlp, help: true };
  if (!ytDlp) return { tone: 'warn', label: companion.withoutYtDlp, help: true };
  if (!ffmpeg) return { tone: 'warn', label: companion.withoutFfmpeg, help: true };
  return { tone: 'good', label: companion.ready(version), help: false };
}

interface CompanionLineProps {
  answer: CompanionAnswer;
  /** How it is installed. */
  openHelp(): void;
  /** What is wrong with it, hop by hop. */
  openDoctor(): void;
}

/** The companion's state with a way to what is to be done. */
export function CompanionLine({ answer, openHelp, openDoctor }: CompanionLineProps) {
  const face = toCompanionFace(answer);
  const isMissing = answer.phase === 'failed' && answer.error.code === 'host.missing';
  return (
    <div class="companion-line" data-tone={face.tone}>
      <span class="dot" aria-hidden="true" />
      <span title={answer.phase === 'failed' ? answer.error.message : undefined}>{face.label}</span>
      <span class="companion-links">
        {isMissing && (
          <button type="button" class="link" onClick={openHelp}>
            {texts.companion.howToInstall}
          </button>
        )}
        <button type="button" class="link" onClick={openDoctor}>
          {face.help ? texts.companion.findOut : texts.companion.check}
        </button>
      </span>
    </div>
  );
}
