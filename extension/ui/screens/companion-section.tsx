import type { ResponseOf } from '../../messaging/client.ts';
import { type CompanionAnswer, toCompanionFace } from '../components/companion-line.tsx';
import { CopyLine } from '../components/copy-line.tsx';
import { Icon } from '../components/icon.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import type { DashboardPorts } from '../ports.ts';
import { formatBytes } from '../quantities.ts';
import { dashboardTexts } from '../texts/dashboard-texts.ts';
import { texts } from '../texts/screen-texts.ts';

function CompanionFacts({ hello }: { hello: ResponseOf<'companion.status'> }) {
  const { facts } = dashboardTexts.companion;
  const rows: [string, string][] = [
    [facts.version, hello.version],
    [facts.root, hello.root],
    [facts.free, formatBytes(hello.freeBytes)],
    [facts.ytDlp, hello.ytDlp?.version ?? facts.absent],
    [facts.ffmpeg, hello.ffmpeg?.version ?? facts.absent],
    [facts.node, hello.node],
  ];
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface CompanionSectionProps {
  ports: DashboardPorts;
  answer: CompanionAnswer;
  checkAgain(): void;
  openDoctor(): void;
}

/** What the companion is, whether it is there, and how to get it. */
export function CompanionSection({ ports, answer, checkAgain, openDoctor }: CompanionSectionProps) {
  const { companion } = dashboardTexts;
  const face = toCompanionFace(answer);
  const forbidden = answer.phase === 'failed' && answer.error.code === 'host.forbidden';
  return (
    <article class="companion">
      <header class="job-detail-head">
        <h2>{companion.title}</h2>
        <p aria-live="polite">
          <StateBadge tone={face.tone} label={face.label} />
        </p>
      </header>
      <p>{companion.what}</p>
      {answer.phase === 'failed' && <ErrorNotice error={answer.error} />}
      {answer.phase === 'ready' && <CompanionFacts hello={answer.value} />}
      {face.help && (
        <section>
          <h3>{companion.stepsTitle}</h3>
          <ol class="install">
            <li>{companion.steps.folder}</li>
            <li>
              {companion.steps.command}
              <CopyLine text={companion.installCommand} copyText={ports.copyText} />
            </li>
            <li>{companion.steps.back}</li>
          </ol>
          {forbidden && (
            <p class="hint">
              {companion.extensionId}: <code>{ports.extensionId}</code>
            </p>
          )}
        </section>
      )}
      <div class="actions">
        <button type="button" class="button" disabled={answer.phase === 'loading'} onClick={checkAgain}>
          <Icon name="again" />
          {companion.checkAgain}
        </button>
        <button type="button" class="button" onClick={openDoctor}>
          <Icon name="pulse" />
          {texts.companion.findOut}
        </button>
      </div>
    </article>
  );
}
