import type { Completeness, Refusal } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { isGivenUp, isWithoutVideos } from '../../core/jobs/given-up-videos.ts';
import { describeLacking } from '../components/job-card.tsx';
import { Notice } from '../components/notice.tsx';
import { useItemTitles } from '../hooks/use-item-titles.ts';
import { isOpen, toNothingLabel } from '../job-view.ts';
import type { DashboardPorts } from '../ports.ts';
import { formatBytes, formatInstant } from '../quantities.ts';
import { groupRefusals, type RefusalGroup, toRefusalDetail } from '../refusal-groups.ts';
import { tellError } from '../tell-error.ts';
import { dashboardTexts } from '../texts/dashboard-texts.ts';

const shownRefusals = 100;

interface RefusalListProps {
  group: RefusalGroup;
  titles: ReadonlyMap<string, string>;
}

function RefusalList({ group, titles }: RefusalListProps) {
  const { items, sentence } = group;
  const more = items.length - shownRefusals;
  return (
    <details class="refusals" open={items.length <= 5}>
      <summary>
        <strong>{items.length}</strong> {sentence}
      </summary>
      <ul>
        {items.slice(0, shownRefusals).map((item) => (
          <li key={item.id}>
            <bdi>{titles.get(item.id) || item.id}</bdi> <small>{toRefusalDetail(item)}</small>
            {item.also.map((refusal) => (
              <small key={refusal.code}> {tellError(refusal)}</small>
            ))}
          </li>
        ))}
        {more > 0 && <li>{dashboardTexts.moreRefused(more)}</li>}
      </ul>
    </details>
  );
}

type Reason = keyof typeof dashboardTexts.leftOut;

const isReason = (name: string): name is Reason => Object.hasOwn(dashboardTexts.leftOut, name);

/** Posts without their files, because they were not wanted; where the companion is missing they were. */
const isWithoutMedia = ({ options, notices, completeness }: Job): boolean =>
  !options.withMedia && completeness?.posts !== 0 && !notices.some(({ code }) => code.startsWith('host.'));

/** "12 files over 500 MB", of what was left out by choice. */
function listLeftOut(job: Job): string[] {
  const size = job.options.maxBytes === null ? '' : formatBytes(job.options.maxBytes);
  const counted = Object.entries(job.completeness?.leftOut ?? {}).flatMap(([reason, count]) =>
    isReason(reason) && count !== undefined ? [dashboardTexts.leftOut[reason](count, size)] : [],
  );
  return isWithoutMedia(job) ? [...counted, dashboardTexts.leftOutMedia] : counted;
}

function LeftOut({ job }: { job: Job }) {
  const parts = listLeftOut(job);
  return parts.length === 0 ? null : <p>{dashboardTexts.leftOutByChoice(parts.join(', '))}</p>;
}

interface ReducedProps {
  reduced: NonNullable<Completeness['reduced']>;
  kind: 'pictures' | 'videos';
  titles: ReadonlyMap<string, string>;
}

const reducedTexts = {
  pictures: { lead: dashboardTexts.reducedPictures, of: dashboardTexts.picturesOf },
  videos: { lead: dashboardTexts.reducedVideos, of: dashboardTexts.videosOf },
};

/** Saved, and less than was wanted. */
function Reduced({ reduced, kind, titles }: ReducedProps) {
  const posts = reduced.filter((one) => one[kind] > 0);
  if (posts.length === 0) return null;
  const count = posts.reduce((sum, one) => sum + one[kind], 0);
  const more = posts.length - shownRefusals;
  return (
    <details class="refusals" open={posts.length <= 5}>
      <summary>{reducedTexts[kind].lead(posts.length, count)}</summary>
      <ul>
        {posts.slice(0, shownRefusals).map(({ id, ...counts }) => (
          <li key={id}>
            <bdi>{titles.get(id) || id}</bdi> <small>{reducedTexts[kind].of(counts[kind])}</small>
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

interface RefusedProps {
  refusals: readonly Refusal[];
  lead(count: number): string;
  titles: ReadonlyMap<string, string>;
}

/** What could not be had, by reason, each thing once. */
function Refused({ refusals, lead, titles }: RefusedProps) {
  if (refusals.length === 0) return null;
  const groups = groupRefusals(refusals);
  return (
    <>
      <p>{lead(groups.reduce((sum, { items }) => sum + items.length, 0))}</p>
      {groups.map((group) => (
        <RefusalList key={group.code} group={group} titles={titles} />
      ))}
    </>
  );
}

interface ReportLeadProps {
  job: Job;
  completeness: Completeness;
  nowMs: number;
}

/** "18 of 18 saved, comments of 18 not"; an export without a post says that, and is no success to be told. */
function ReportLead({ job, completeness, nowMs }: ReportLeadProps) {
  const { saved, seen, refused, reduced = [] } = completeness;
  const nothing = toNothingLabel(job, nowMs);
  const counts = [dashboardTexts.savedOf(saved, seen), ...describeLacking(job, dashboardTexts.lacking)].join(
    ', ',
  );
  if (!nothing)
    return (
      <>
        <p class="report-lead">{counts}</p>
        {job.state.status === 'done' && refused.length + reduced.length === 0 && saved === seen && (
          <Notice tone="good">
            {listLeftOut(job).length > 0 ? dashboardTexts.allChosenSaved : dashboardTexts.allSaved}
          </Notice>
        )}
      </>
    );
  return (
    <>
      <p class="report-lead">{`${nothing}.`}</p>
      {!job.target && <p>{dashboardTexts.noArchive}</p>}
      {job.target && saved > 0 && <p>{dashboardTexts.onlyLists(saved)}</p>}
    </>
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
  // Of one that is taken up again the account is that of the time before; what was left out then is so now.
  if (!completeness || isOpen(job)) {
    const seen = completeness ? Math.max(completeness.seen, counts.saved) : counts.seen;
    return seen > 0 ? <p class="report-lead">{dashboard.soFar(counts.saved, seen)}</p> : null;
  }
  const { notSeen, claimed } = completeness;
  const lacking = new Set((completeness.lacking ?? []).map(({ id }) => id));
  const unknown = Object.keys(completeness.unknown);
  return (
    <div class="report">
      <ReportLead job={job} completeness={completeness} nowMs={ports.nowMs()} />
      <Refused
        refusals={refused.filter((refusal) => !lacking.has(refusal.id) && !isGivenUp(refusal))}
        lead={dashboard.refusedWhy}
        titles={titles}
      />
      <Refused
        refusals={refused.filter(({ id }) => lacking.has(id))}
        lead={dashboard.lackingWhy}
        titles={titles}
      />
      {isWithoutVideos(job) && <Notice tone="warn">{dashboard.videosGivenUp}</Notice>}
      <Reduced reduced={reduced} kind="pictures" titles={titles} />
      <Reduced reduced={reduced} kind="videos" titles={titles} />
      {job.base && job.target && (
        <p>{dashboardTexts.addsTo(formatInstant(job.base.finishedAt, ports.nowMs()), job.base.kept)}</p>
      )}
      {job.options.onlyNew && !job.base && <p>{dashboardTexts.addsToNothing}</p>}
      <LeftOut job={job} />
      {completeness.undated !== undefined && <p>{dashboard.undated(completeness.undated)}</p>}
      <Vanished vanished={completeness.vanished} />
      {notSeen > 0 && claimed !== null && (
        <Notice tone="warn">{dashboard.claimedMore(claimed, notSeen)}</Notice>
      )}
      {unknown.length > 0 && <Notice tone="warn">{dashboard.unknown(unknown.join(', '))}</Notice>}
    </div>
  );
}
