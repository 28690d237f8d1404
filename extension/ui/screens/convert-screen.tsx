/** Files of the user's own: made smaller, into sound, or put together. */
import { useId, useState } from 'preact/hooks';
import {
  type ConvertGoal,
  hasKind,
  isShrinkPreset,
  joinContainers,
  shrinkPresets,
  soundPresets,
  toResultName,
} from '../../core/convert.ts';
import { Icon } from '../components/icon.tsx';
import { ErrorNotice, Notice } from '../components/notice.tsx';
import { ProgressBar } from '../components/progress-bar.tsx';
import { type Convert, type FileRow, isPossible, useConvert } from '../hooks/use-convert.ts';
import type { DashboardPorts } from '../ports.ts';
import { formatBytes, formatDuration, formatPercent } from '../quantities.ts';
import { convertTexts as texts } from '../texts/convert-texts.ts';

const accepted = 'video/*,audio/*,.mkv,.ts,.flv,.vtt,.srt';

function FilePicker({ label, add }: { label: string; add(files: File[]): void }) {
  return (
    <label class="button file-picker">
      <Icon name="folder" />
      {label}
      <input
        type="file"
        multiple
        accept={accepted}
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}

function describeFile({ file, picked, error }: FileRow): string {
  if (error) return formatBytes(file.size);
  if (!picked) return `${formatBytes(file.size)} · ${texts.looking}`;
  const { probe } = picked;
  if (!probe) return `${formatBytes(file.size)} · ${texts.captions}`;
  const [picture] = probe.tracks.filter(({ kind }) => kind === 'video');
  const codecs = probe.tracks.map(({ codec }) => codec ?? '?').join(' + ');
  const size = picture?.width && picture.height ? `${picture.width} × ${picture.height}` : '';
  const duration = probe.durationSec === null ? '' : formatDuration(probe.durationSec);
  return [formatBytes(file.size), duration, size, codecs].filter(Boolean).join(' · ');
}

function FileList({ rows, remove }: Pick<Convert, 'rows' | 'remove'>) {
  return (
    <ul class="convert-files" aria-label={texts.files}>
      {rows.map((row) => (
        <li key={row.id}>
          <span class="convert-name" dir="auto">
            {row.file.name}
          </span>
          <button
            type="button"
            class="button icon-button"
            aria-label={texts.remove(row.file.name)}
            onClick={() => remove(row.id)}
          >
            <Icon name="cancel" />
          </button>
          <span class="hint">{describeFile(row)}</span>
          {row.error && <ErrorNotice error={row.error} />}
          {row.picked?.probe?.cutFromSec !== undefined && (
            <Notice tone="warn">{texts.isCut(formatDuration(row.picked.probe.cutFromSec))}</Notice>
          )}
        </li>
      ))}
    </ul>
  );
}

const allGoals: readonly ConvertGoal[] = [
  ...[...shrinkPresets, ...soundPresets].map((preset) => ({ kind: 'preset', preset }) as const),
  ...joinContainers.map((container) => ({ kind: 'join', container }) as const),
];
const nameOf = (goal: ConvertGoal): string =>
  goal.kind === 'join' ? texts.joins[goal.container] : texts.presets[goal.preset];

function GoalList({ goal, setGoal, picked }: Pick<Convert, 'goal' | 'setGoal' | 'picked'>) {
  const group = useId();
  const hint =
    goal.kind === 'join' ? texts.goalHint.join : isShrinkPreset(goal.preset) ? texts.goalHint.smaller : null;
  return (
    <fieldset class="field">
      <legend>{texts.goal}</legend>
      <div class="presets convert-goals">
        {allGoals.map((one) => (
          <label key={nameOf(one)} class="preset" data-off={!isPossible(one, picked)}>
            <input
              type="radio"
              name={group}
              checked={nameOf(one) === nameOf(goal)}
              disabled={!isPossible(one, picked)}
              onChange={() => setGoal(one)}
            />
            <span class="preset-name">{nameOf(one)}</span>
          </label>
        ))}
      </div>
      {hint && <p class="hint">{hint}</p>}
      {(['video', 'audio'] as const)
        .filter((kind) => picked.some(({ probe }) => probe && !hasKind(probe, kind)))
        .map((kind) => (
          <p key={kind} class="hint">
            {texts.lacks[kind]}
          </p>
        ))}
    </fieldset>
  );
}

function PlaceChoice({ place, setPlace, isLarge, canCompanion }: Convert) {
  const group = useId();
  if (!canCompanion) return isLarge ? <Notice tone="warn">{texts.elsewhere(null)}</Notice> : null;
  return (
    <fieldset class="field">
      <legend>{texts.place}</legend>
      {(['browser', 'companion'] as const).map((one) => (
        <label key={one} class="check-row">
          <input type="radio" name={group} checked={place === one} onChange={() => setPlace(one)} />
          <span>
            {texts.places[one][0]}
            <small>{texts.places[one][1]}</small>
          </span>
        </label>
      ))}
      {isLarge && place === 'browser' && <Notice tone="warn">{texts.large}</Notice>}
    </fieldset>
  );
}

/** From here on somebody who waits should know that there is a faster way. */
const longSec = 1800;

function Estimate({ estimate, works }: Convert) {
  const [first] = works;
  const name = first?.files.find(({ probe }) => probe)?.file.name;
  if (estimate.phase === 'none' || !first || name === undefined) return null;
  if (estimate.phase === 'failed') return <ErrorNotice error={estimate.error} />;
  const { goal } = first;
  const isLong = estimate.phase === 'ready' && (estimate.estimate.timeSec ?? 0) > longSec;
  const lines =
    estimate.phase === 'loading'
      ? [texts.estimating]
      : [
          texts.estimate(
            estimate.estimate.bytes === null ? null : formatBytes(estimate.estimate.bytes),
            estimate.estimate.timeSec === null
              ? null
              : formatDuration(Math.max(1, estimate.estimate.timeSec)),
          ),
          estimate.estimate.how,
        ];
  return (
    <div class="convert-estimate" role="status">
      <p dir="auto">{texts.fromTo(name, toResultName(name, goal))}</p>
      <p class="hint">{lines.join(' · ')}</p>
      {isLong && first.place === 'browser' && <p class="hint">{texts.isLong}</p>}
    </div>
  );
}

function Outcome({ run }: Pick<Convert, 'run'>) {
  if (run.phase !== 'ended') return null;
  return (
    <div role="status" class="convert-outcome">
      {run.results.map(({ name, bytes, how, cut = [] }) => (
        <Notice key={name} tone={cut.length > 0 ? 'warn' : 'good'}>
          {texts.saved(name, formatBytes(bytes))}
          {cut.length > 0 && ` ${texts.madeOfCut(cut)}`} <small class="hint">{how}</small>
        </Notice>
      ))}
      {run.isCancelled && <p class="hint">{texts.cancelled}</p>}
      {run.error && <ErrorNotice error={run.error} />}
    </div>
  );
}

/** A limit that is real, and not only the trial that failed. */
const isHopeless = (estimate: Convert['estimate']): boolean =>
  estimate.phase === 'failed' && hopeless.includes(estimate.error.code);
const hopeless: readonly string[] = ['media.codec_unfit', 'media.unsupported', 'ffmpeg.too_large'];

function StartBar({ convert }: { convert: Convert }) {
  const { run, works, goal, estimate } = convert;
  if (run.phase === 'running') {
    const percent = formatPercent(run.part);
    return (
      <div class="convert-progress">
        <ProgressBar name={texts.working(run.name)} fraction={run.part} valueText={percent} />
        <p class="hint" dir="auto">
          {run.name} · {percent}
        </p>
        <button type="button" class="button" data-action="cancel" onClick={convert.cancel}>
          <Icon name="cancel" />
          {texts.cancel}
        </button>
      </div>
    );
  }
  const label =
    goal.kind === 'join' ? texts.startJoin : works.length > 1 ? texts.startMany(works.length) : texts.start;
  return (
    <div class="export-bar">
      <button
        type="button"
        class="button primary"
        data-action="convert"
        disabled={!convert.isReady || estimate.phase === 'loading' || isHopeless(estimate)}
        onClick={convert.start}
      >
        {label}
      </button>
    </div>
  );
}

function TitleField({ goal, title, setTitle }: Convert) {
  const id = useId();
  if (goal.kind !== 'join') return null;
  return (
    <div class="field">
      <label for={id}>{texts.fileTitle}</label>
      <input
        id={id}
        type="text"
        maxLength={500}
        value={title}
        placeholder={texts.fileTitleHint}
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
    </div>
  );
}

/** The dashboard's part for files of the user's own. */
export function ConvertScreen({ ports }: { ports: DashboardPorts }) {
  const convert = useConvert(ports);
  const [isOver, setOver] = useState(false);
  const { rows, run } = convert;
  const isRunning = run.phase === 'running';
  return (
    <article
      class="convert"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!isRunning) convert.add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <header class="job-detail-head">
        <h2>{texts.title}</h2>
        <p>{texts.lead}</p>
      </header>
      <Outcome run={run} />
      <fieldset class="convert-work" disabled={isRunning}>
        {rows.length > 0 && <FileList rows={rows} remove={convert.remove} />}
        <p class="convert-pick" data-empty={rows.length === 0}>
          <FilePicker label={rows.length === 0 ? texts.pick : texts.pickMore} add={convert.add} />
          <span class="hint">{texts.drop}</span>
        </p>
        {convert.picked.length > 0 && (
          <div class="form">
            <GoalList goal={convert.goal} setGoal={convert.setGoal} picked={convert.picked} />
            <TitleField {...convert} />
            <PlaceChoice {...convert} />
            <Estimate {...convert} />
          </div>
        )}
      </fieldset>
      {convert.picked.length > 0 && <StartBar convert={convert} />}
    </article>
  );
}
