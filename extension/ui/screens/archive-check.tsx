/** Says of a finished export whether its archive is whole, and has what is not fetched again. */
import { useState } from 'preact/hooks';
import type { Job } from '../../../shared/model/job.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import { ErrorNotice, Notice } from '../components/notice.tsx';
import { ProgressBar } from '../components/progress-bar.tsx';
import type { ArchiveToCheck, OnChecked, PlaceReport } from '../place-desk.ts';
import type { DashboardPorts } from '../ports.ts';
import { placeTexts } from '../texts/place-texts.ts';

/** What was found, and in which ZIPs when it was in ZIPs. */
interface Finding {
  report: PlaceReport;
  zips: File[] | null;
}

const shownDifferences = 50;

/** A folder without a manifest is still compared with its lists of hashes, and its export knows that it is its own. */
const canCompare = (codes: readonly { code: string }[]): boolean =>
  codes.every(({ code }) => code !== 'archive.no_manifest');

/** The companion looks at its own folder. */
async function checkByCompanion(ports: DashboardPorts, jobId: string): Promise<PlaceReport> {
  const { checked, problems } = await ports.request('archive.verify', { jobId });
  return {
    jobId: canCompare(problems) ? jobId : null,
    checkedFiles: checked,
    differences: problems.map(({ code, id, message }) => ({ code, path: id, detail: message })),
    differenceCount: problems.length,
    missingParts: [],
  };
}

function toPlaced({ target }: Job): ArchiveToCheck | null {
  if (target?.by !== 'browser' || target.place?.kind !== 'folder') return null;
  return { placeId: target.place.placeId, folder: target.folder };
}

function useArchiveCheck(ports: DashboardPorts, job: Job) {
  const [finding, setFinding] = useState<Finding | null>(null);
  const [progress, setProgress] = useState<{ checked: number; total: number } | null>(null);
  const [error, setError] = useState<ToldError | null>(null);
  const onChecked: OnChecked = (checked, total) => setProgress({ checked, total });

  const run = async (work: () => Promise<void>) => {
    setError(null);
    setProgress({ checked: 0, total: 1 });
    try {
      await work();
    } catch (thrown) {
      setError(toToldError(thrown));
    } finally {
      setProgress(null);
    }
  };
  const check = (zips: File[] | null) =>
    run(async () => {
      setFinding(null);
      const placed = zips ? { zips, jobId: job.id } : toPlaced(job);
      const report = placed
        ? await (await ports.openPlaceDesk()).check(placed, onChecked)
        : await checkByCompanion(ports, job.id);
      const isOwn = !zips && report.jobId === null && canCompare(report.differences);
      setFinding({ report: isOwn ? { ...report, jobId: job.id } : report, zips });
    });
  const repair = ({ report, zips }: Finding) =>
    run(async () => {
      const { id: jobId } = job;
      if (zips) {
        const paths = await (await ports.openPlaceDesk()).restore(zips, jobId, onChecked);
        await ports.request('job.repair', { jobId, kind: 'kept', paths });
      } else {
        // What could not be read may be whole, and what is lost is removed.
        const lost = report.differences.filter(({ code }) => code !== 'archive.unreadable');
        const paths = lost.map(({ path }) => path);
        await ports.request('job.repair', { jobId, kind: 'lost', paths });
      }
      setFinding(null);
    });
  return { finding, progress, error, check, repair };
}

function Differences({ report }: { report: PlaceReport }) {
  const shown = report.differences.slice(0, shownDifferences);
  const more = report.differenceCount - shown.length;
  return (
    <ul class="differences">
      {shown.map(({ code, path, detail }) => (
        <li key={`${code} ${path}`}>
          <span dir="auto">{path}</span> {detail}
        </li>
      ))}
      {more > 0 && <li>{placeTexts.more(more)}</li>}
    </ul>
  );
}

const countZips = ({ target }: Job): number => (target?.by === 'browser' ? (target.zips?.length ?? 0) : 0);

/** That more ZIPs belong to the archive than were chosen. */
function LackingParts({ finding: { report, zips }, job }: { finding: Finding; job: Job }) {
  const { missingParts } = report;
  if (missingParts.length > 0) return <Notice tone="warn">{placeTexts.partsLacking(missingParts)}</Notice>;
  const expected = countZips(job);
  if (!zips || zips.length >= expected) return null;
  return <Notice tone="warn">{placeTexts.partsExpected(expected)}</Notice>;
}

interface VerdictProps {
  finding: Finding;
  job: Job;
  repair(finding: Finding): void;
}

function Verdict({ finding, job, repair }: VerdictProps) {
  const { report } = finding;
  const lacking = <LackingParts finding={finding} job={job} />;
  if (report.jobId === null)
    return (
      <>
        {lacking}
        <Notice tone="bad">{placeTexts.cannotTell}</Notice>
      </>
    );
  const isOwn = report.jobId === job.id;
  if (report.differenceCount === 0)
    return (
      <Notice tone={isOwn ? 'good' : 'warn'}>
        {placeTexts.whole(report.checkedFiles)} {!isOwn && placeTexts.other}
      </Notice>
    );
  return (
    <>
      {isOwn && lacking}
      <Notice tone="bad">{placeTexts.damaged(report.differenceCount)}</Notice>
      <Differences report={report} />
      {isOwn ? (
        <button type="button" class="button primary" onClick={() => repair(finding)}>
          {placeTexts.repair}
        </button>
      ) : (
        <p class="hint">{placeTexts.other}</p>
      )}
    </>
  );
}

/** For an export that has ended. ZIPs are with the user, who chooses them. */
export function ArchiveCheck({ ports, job }: { ports: DashboardPorts; job: Job }) {
  const { finding, progress, error, check, repair } = useArchiveCheck(ports, job);
  const isZip = job.target?.by === 'browser' && job.target.place?.kind !== 'folder';
  return (
    <section class="archive-check">
      <h3>{placeTexts.checkTitle}</h3>
      {isZip ? (
        <label class="button">
          {placeTexts.chooseZips}
          <input
            class="spoken"
            type="file"
            accept=".zip"
            multiple
            disabled={progress !== null}
            onChange={({ currentTarget }) => void check([...(currentTarget.files ?? [])])}
          />
        </label>
      ) : (
        <button type="button" class="button" disabled={progress !== null} onClick={() => void check(null)}>
          {placeTexts.check}
        </button>
      )}
      {progress && (
        <ProgressBar
          name={placeTexts.checkTitle}
          fraction={progress.checked / Math.max(1, progress.total)}
          valueText={placeTexts.checking(progress.checked, progress.total)}
        />
      )}
      {finding && !progress && <Verdict finding={finding} job={job} repair={(found) => void repair(found)} />}
      {error && <ErrorNotice error={error} />}
    </section>
  );
}
