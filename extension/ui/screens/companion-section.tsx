import type { ResponseOf } from '../../messaging/client.ts';
import { type CompanionAnswer, toCompanionFace } from '../components/companion-line.tsx';
import { CopyLine } from '../components/copy-line.tsx';
import { Icon } from '../components/icon.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { type Repair, useRepair } from '../hooks/use-repair.ts';
import type { DashboardPorts } from '../ports.ts';
import { formatBytes } from '../quantities.ts';
import { dashboardTexts } from '../texts/dashboard-texts.ts';

interface Fact {
  name: string;
  value: string;
  repair?: Repair;
}

const repairLabels: Record<Repair, string> = {
  'choose-archives': dashboardTexts.companion.choose,
  'choose-downloads': dashboardTexts.companion.choose,
  update: dashboardTexts.companion.update,
};

interface CompanionFactsProps {
  ports: DashboardPorts;
  hello: ResponseOf<'companion.status'>;
  /** Called when something was changed. */
  onChange(): void;
}

/** What the companion says of itself, with what can be changed about it. */
function CompanionFacts({ ports, hello, onChange }: CompanionFactsProps) {
  const { facts } = dashboardTexts.companion;
  const repairs = useRepair(ports.care, onChange);
  const rows: Fact[] = [
    { name: facts.root, value: hello.root, repair: 'choose-archives' },
    { name: facts.downloads, value: hello.downloads, repair: 'choose-downloads' },
    { name: facts.free, value: formatBytes(hello.freeBytes) },
    { name: facts.ytDlp, value: hello.ytDlp?.version ?? facts.absent, repair: 'update' },
    { name: facts.ffmpeg, value: hello.ffmpeg?.version ?? facts.absent },
    { name: facts.node, value: hello.node },
    { name: facts.version, value: hello.version },
  ];
  return (
    <>
      <dl class="facts">
        {rows.map(({ name, value, repair }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {repair && (
                <button
                  type="button"
                  class="button"
                  data-repair={repair}
                  aria-label={`${repairLabels[repair]}: ${name}`}
                  disabled={repairs.pending !== null}
                  onClick={() => void repairs.run(repair)}
                >
                  {(repairs.pending === repair && repairs.progress) || repairLabels[repair]}
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p role="status">{repairs.done}</p>
      {repairs.error && <ErrorNotice error={repairs.error} />}
    </>
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
      {answer.phase === 'ready' && (
        <CompanionFacts ports={ports} hello={answer.value} onChange={checkAgain} />
      )}
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
          {companion.checkAll}
        </button>
      </div>
    </article>
  );
}
