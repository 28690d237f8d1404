import { useState } from 'preact/hooks';
import { type Fix, fixActions } from '../../../shared/doctor.ts';
import { CopyLine } from '../components/copy-line.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { ErrorNotice, Notice } from '../components/notice.tsx';
import { buildDoctorReport, type HopView, summariseHops, toHopViews } from '../doctor-report.ts';
import { useDoctor } from '../hooks/use-doctor.ts';
import { type Repairs, useRepair } from '../hooks/use-repair.ts';
import type { Tone } from '../job-view.ts';
import type { DashboardPorts } from '../ports.ts';
import { doctorTexts as texts } from '../texts/doctor-texts.ts';

const icons: Record<HopView['state'], IconName> = {
  ok: 'check',
  warning: 'alert',
  failed: 'cancel',
  waiting: 'clock',
  unknown: 'minus',
};

const tones: Record<HopView['state'], Tone> = {
  ok: 'good',
  warning: 'warn',
  failed: 'bad',
  waiting: 'idle',
  unknown: 'idle',
};

interface FixLineProps {
  fix: Fix;
  ports: DashboardPorts;
  repairs: Repairs;
  openInstall(): void;
}

function ActionButton({
  fix,
  ports,
  repairs,
  openInstall,
}: FixLineProps & { fix: Fix & { kind: 'action' } }) {
  const { action } = fix;
  const isPending = repairs.pending === action;
  const run = () => {
    if (action === 'install') openInstall();
    else if (action === 'update-extension') ports.reloadExtension();
    else void repairs.run(action);
  };
  return (
    <button type="button" class="button" disabled={repairs.pending !== null} onClick={run}>
      {isPending && repairs.progress ? repairs.progress : fixActions[action]}
    </button>
  );
}

function FixLine(props: FixLineProps) {
  const { fix, ports } = props;
  return (
    <div class="fix">
      <p>{fix.text}</p>
      {fix.kind === 'command' && <CopyLine text={fix.command} copyText={ports.copyText} />}
      {fix.kind === 'action' && <ActionButton {...props} fix={fix} />}
    </div>
  );
}

/** What the doctor's screen needs of the dashboard. */
export interface DoctorScreenProps {
  ports: DashboardPorts;
  openInstall(): void;
  /** Called when something was repaired. */
  onRepair(): void;
}

/** Every hop between the browser and the companion, as it is looked at, with what to do about it. */
export function DoctorScreen({ ports, openInstall, onRepair }: DoctorScreenProps) {
  const doctor = useDoctor(ports.care);
  const repairs = useRepair(ports.care, () => {
    onRepair();
    doctor.look();
  });
  const [copied, setCopied] = useState(false);
  const { hops, isLooking, strange, error } = doctor;
  const hopViews = toHopViews(hops, isLooking);
  const copy = async () => {
    const { extensionVersion: extension, browserName: browser } = ports;
    await ports.copyText(buildDoctorReport(hops, { extension, browser, error: strange }));
    setCopied(true);
  };
  return (
    <article class="doctor">
      <header class="job-detail-head">
        <h2>{texts.title}</h2>
        <p>{texts.lead}</p>
      </header>
      <p class="report-lead" role="status">
        {isLooking ? texts.looking : hops.length > 0 && summariseHops(hops)}
      </p>
      {error && <ErrorNotice error={error} />}
      {strange && (
        <Notice tone="bad">
          {texts.notUnderstood} <q>{strange}</q>
        </Notice>
      )}
      {repairs.done && (
        <div role="status">
          <Notice tone="good">{repairs.done}</Notice>
        </div>
      )}
      {repairs.error && <ErrorNotice error={repairs.error} />}
      <ol class="hops">
        {hopViews.map(({ id, title, state, text, fix }) => (
          <li key={id} data-hop={id} data-state={state} data-tone={tones[state]}>
            <Icon name={icons[state]} />
            <div>
              <strong>{title}</strong>
              <span class="spoken">. {texts.states[state]}.</span>
              {text && <p class="hop-text">{text}</p>}
              {fix && <FixLine fix={fix} ports={ports} repairs={repairs} openInstall={openInstall} />}
            </div>
          </li>
        ))}
      </ol>
      <div class="actions">
        <button type="button" class="button" disabled={isLooking} onClick={doctor.look}>
          <Icon name="again" />
          {texts.again}
        </button>
        <button type="button" class="button" disabled={isLooking} onClick={() => void copy()}>
          <Icon name={copied ? 'check' : 'copy'} />
          {copied ? texts.copied : texts.copyReport}
        </button>
      </div>
      <p class="hint">{texts.reportHint}</p>
    </article>
  );
}
