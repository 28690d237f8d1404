import type { Completeness } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { Notice } from '../components/notice.tsx';
import { useItemTitles } from '../hooks/use-item-titles.ts';
import type { DashboardPorts } from '../ports.ts';
import { formatBytes, formatInstant } from '../quantities.ts';
import { groupRefusals, type RefusalGroup, toRefusalDetail } from '../refusal-groups.ts';
import { dashboardTexts } from '../texts/dashboard-texts.ts';

const shownRefusals = 100;

interface RefusalListProps {
  group: RefusalGroup;
  titles: ReadonlyMap<string, string>;
}

function RefusalList({ group, titles }: RefusalListProps) {
  const { refusals, sentence } = group;
  const more = refusals.length - shownRefusals;
  return (
    <details class="refusals" open={refusals.length <= 5}>
      <summary>
        <strong>{refusals.length}</strong> {sentence}
      </summary>
      <ul>
        {refusals.slice(0, shownRefusals).map((refusal) => (
          <li key={refusal.id}>
            <bdi>{titles.get(refusal.id) || refusal.id}</bdi> <small>{toRefusalDetail(refusal)}</small>
          </li>
        ))}
        {more > 0 && <li>{dashboardTexts.moreRefused(more)}</li>}
      </ul>
    </details>
  );
}

type Reason = keyof typeof dashboardTexts.leftOut;

const isReason = (name: string): name is Reason => Object.hasOwn(dashboardTexts.leftOut, name);

/** "Left out by choice: 12 files over 500 MB". */
function LeftOut({ job, leftOut }: { job: Job; leftOut: Completeness['leftOut'] }) {
  const size = job.options.maxBytes === null ? '' : formatBytes(job.options.maxBytes);
  const parts = Object.entries(leftOut ?? {}).flatMap(([reason, count]) =>
    isReason(reason) && count !== undefined ? [dashboardTexts.leftOut[reason](count, size)] : [],
  );
  return parts.length === 0 ? null : <p>{dashboardTexts.leftOutByChoice(parts.join(', '))}</p>;
}

interface ReducedProps {
  reduced: NonNullable<Completeness['reduced']>;
  titles: ReadonlyMap<string, string>;
}

/** Saved, and smaller than was wanted. */
function Reduced({ reduced, titles }: ReducedProps) {
  if (reduced.length === 0) return null;
  const pictures = reduced.reduce((sum, one) => sum + one.pictures, 0);
  const more = reduced.length - shownRefusals;
  return (
    <details class="refusals" open={reduced.length <= 5}>
      <summary>{dashboardTexts.reduced(reduced.length, pictures)}</summary>
      <ul>
        {reduced.slice(0, shownRefusals).map(({ id, pictures: count }) => (
          <li key={id}>
            <bdi>{titles.get(id) || id}</bdi> <small>{dashboardTexts.picturesOf(count)}</small>
          </li>
        ))}
        {more > 0 && <li>{dashboardTexts.moreRefused(more)}</li>}
      </ul>
    </details>
  );
}

/** What earlier exports have and the site shows no more. */
function Vanished({ vanished }: { vanished: Completeness['vanished'] }) {
  if (!vanished || vanished.length === 0) return null;
  const more = vanished.length - shownRefusals;
  return (
    <details class="refusals" open={vanished.length <= 5}>
      <summary>{dashboardTexts.vanished(vanished.length)}</summary>
      <ul>
        {vanished.slice(0, shownRefusals).map(({ id, title }) => (
          <li key={id}>
            <bdi>{title || id}</bdi>
          </li>
        ))}
        {more > 0 && <li>{dashboardTexts.moreRefused(more)}</li>}
      </ul>
    </details>
  );
}

/** "812 of 815 saved", what was refused and why, what the site claims beyond it. */
export function JobReport({ ports, job }: { ports: DashboardPorts; job: Job }) {
  const { completeness, counts } = job;
  const refused = completeness?.refused ?? [];
  const reduced = completeness?.reduced ?? [];
  const ids = [...refused, ...reduced].map(({ id }) => id);
  const titles = useItemTitles(ports.queries, job.id, ids);
  const dashboard = dashboardTexts;
  if (!completeness) {
    return counts.seen > 0 ? <p class="report-lead">{dashboard.soFar(counts.saved, counts.seen)}</p> : null;
  }
  const { saved, seen, notSeen, claimed } = completeness;
  const unknown = Object.keys(completeness.unknown);
  return (
    <div class="report">
      <p class="report-lead">{dashboard.savedOf(saved, seen)}</p>
      {refused.length + reduced.length === 0 && saved === seen && (
        <Notice tone="good">{dashboard.allSaved}</Notice>
      )}
      {refused.length > 0 && (
        <>
          <p>{dashboard.refusedWhy(refused.length)}</p>
          {groupRefusals(refused).map((group) => (
            <RefusalList key={group.code} group={group} titles={titles} />
          ))}
        </>
      )}
      <Reduced reduced={reduced} titles={titles} />
      {job.base && (
        <p>{dashboardTexts.addsTo(formatInstant(job.base.finishedAt, ports.nowMs()), job.base.kept)}</p>
      )}
      {job.options.onlyNew && !job.base && <p>{dashboardTexts.addsToNothing}</p>}
      <LeftOut job={job} leftOut={completeness.leftOut} />
      <Vanished vanished={completeness.vanished} />
      {notSeen > 0 && claimed !== null && (
        <Notice tone="warn">{dashboard.claimedMore(claimed, notSeen)}</Notice>
      )}
      {unknown.length > 0 && <Notice tone="warn">{dashboard.unknown(unknown.join(', '))}</Notice>}
    </div>
  );
}
