/** The part of the popup that is about the page under it. */

import { useState } from 'preact/hooks';
import type { Job } from '../../../shared/model/job.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Source, SourceRef } from '../../../shared/model/source.ts';
import type { ToldError } from '../../../shared/told-error.ts';
import type { CompanionAnswer } from '../components/companion-line.tsx';
import type { EstimateLineProps } from '../components/estimate-line.tsx';
import { FormFields } from '../components/export-form.tsx';
import { Icon } from '../components/icon.tsx';
import { JobCard } from '../components/job-card.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import type { OnlyNewRowProps } from '../components/only-new-row.tsx';
import { toFormOffer, toJobOptions } from '../export-form.ts';
import { type Answer, useAnswer } from '../hooks/use-answer.ts';
import { useExportForm } from '../hooks/use-export-form.ts';
import { useJobActions } from '../hooks/use-job-actions.ts';
import { usePart } from '../hooks/use-part.ts';
import { canReveal, isPartial, type JobEntry, toNothingLabel, toSourceTitle } from '../job-view.ts';
import type { PopupPorts } from '../ports.ts';
import { formatAge } from '../quantities.ts';
import { texts } from '../texts/screen-texts.ts';

interface PageSectionProps {
  ports: PopupPorts;
  /** The export of this page that is under way. */
  current: JobEntry | null;
  /** The last finished export of this page. */
  last: Job | null;
  companion: CompanionAnswer;
  /** The choice that a form starts from. */
  savedOptions: { current: JobOptions };
  openDetails(jobId: string): void;
}

/** Answers of a site after which an export could only end the same way. Others it may survive. */
const survivable: readonly ToldError['code'][] = [
  'platform.rate_limited',
  'platform.page_changed',
  'platform.tab_lost',
];
const isHopeless = (error: ToldError) =>
  error.code.startsWith('platform.') && !survivable.includes(error.code);

/** "Your channel · 322 items". */
function describeSource(source: Source): string {
  const kind = source.own ? texts.ownSource(source.kind) : texts.sourceKind(source);
  const claimed = source.claimed && texts.claimed(source.claimed.count, source.claimed.exact);
  return [kind, claimed, source.own ? null : source.author !== source.title && source.author]
    .filter(Boolean)
    .join(' · ');
}

function SourceHead({ known, answer }: { known: SourceRef; answer: Answer<Source> }) {
  const source = answer.phase === 'ready' ? answer.value : null;
  return (
    <div class="source" aria-busy={answer.phase === 'loading'}>
      <h2 class="source-title" dir="auto" tabIndex={-1}>
        {toSourceTitle(known, source)}
      </h2>
      {answer.phase === 'loading' ? (
        <p class="skeleton">{texts.page.reading}</p>
      ) : (
        <p class="source-facts">{source ? describeSource(source) : texts.sourceKind(known)}</p>
      )}
    </div>
  );
}

/** Where the platforms ask who one is. */
const isLogin = (url: string): boolean => /^\/(login|checkpoint)\b/.test(new URL(url).pathname);

function UnsupportedPage({ ports }: { ports: PopupPorts }) {
  const { url } = ports.activePage;
  const platform = url !== null && isLogin(url) && ports.findPlatform(url);
  if (platform)
    return (
      <section class="unsupported">
        <h2>{texts.page.loginTitle(platform.label)}</h2>
        <p>{texts.page.login}</p>
      </section>
    );
  return (
    <section class="unsupported">
      <h2>{texts.page.unsupportedTitle}</h2>
      <p>{texts.page.unsupported}</p>
      <button type="button" class="button" onClick={ports.openPlatform}>
        {texts.page.openYouTube}
      </button>
    </section>
  );
}

/** Comes after the form: it waits for nobody. Its line is kept free, or the button above it would move. */
function Estimate({ source, ...props }: Omit<EstimateLineProps, 'source'> & { source: Source | null }) {
  const Line = usePart(async () => (await import('../components/estimate-line.tsx')).EstimateLine);
  return Line && source ? <Line {...props} source={source} /> : <p class="hint estimate" />;
}

/** Comes after it as well. */
function OnlyNew(props: OnlyNewRowProps) {
  const Row = usePart(async () => (await import('../components/only-new-row.tsx')).OnlyNewRow);
  return Row && <Row {...props} />;
}

interface KnownPageProps extends Omit<PageSectionProps, 'current'> {
  known: SourceRef;
  tabId: number | null;
}

function KnownPage({ ports, known, tabId, last, companion, savedOptions }: KnownPageProps) {
  const [answer, askAgain] = useAnswer(known.url, async () => {
    return (await ports.request('source.describe', { ref: known, tabId })).source;
  });
  const source = answer.phase === 'ready' ? answer.value : null;
  const offer = toFormOffer(known, source);
  const form = useExportForm(ports, offer, savedOptions);
  const refused = answer.phase === 'failed' && isHopeless(answer.error);
  const flawed = Object.keys(form.problems).length > 0;
  return (
    <section class="page">
      <SourceHead known={known} answer={answer} />
      {answer.phase === 'failed' && (
        <ErrorNotice error={answer.error}>
          <button type="button" class="link" onClick={askAgain}>
            {texts.tryAgain}
          </button>
        </ErrorNotice>
      )}
      {!refused && offer.limits && (
        <OnlyNew ports={ports} refUrl={known.url} values={form.values} change={form.change} />
      )}
      {!refused && (
        <FormFields
          values={form.values}
          offer={offer}
          problems={form.problems}
          companion={companion.phase !== 'failed'}
          change={form.change}
          refuse={form.refuse}
          openCompanionHelp={ports.openCompanionHelp}
        />
      )}
      {form.error && <ErrorNotice error={form.error} />}
      {!refused && (
        <div class="export-bar">
          <button
            type="button"
            class="button primary"
            disabled={flawed || form.starting}
            onClick={() => form.start(known)}
          >
            <Icon name="export" />
            {form.starting ? texts.form.starting : texts.form.export}
          </button>
          {answer.phase !== 'failed' && !flawed && (
            <Estimate ports={ports} source={source} options={toJobOptions(form.values, offer)} />
          )}
          {'name' in form.values.target && <p class="hint">{texts.page.goesInto(form.values.target)}</p>}
          {last && <LastExport ports={ports} job={last} />}
        </div>
      )}
    </section>
  );
}

/** When this page was exported last, and the way to what was saved: in sight without scrolling. */
function LastExport({ ports, job }: { ports: PopupPorts; job: Job }) {
  const { error, run } = useJobActions(ports, job);
  if (job.finishedAt === null) return null;
  const nowMs = ports.nowMs();
  const ending = toNothingLabel(job, nowMs) ?? (isPartial(job) && texts.partlySaved);
  const words = [ending, texts.page.lastExport(formatAge(job.finishedAt, nowMs))];
  return (
    <>
      <p class="hint last-export">
        {words.filter(Boolean).join(' · ')}
        {canReveal(job) && (
          <button type="button" class="link" data-action="reveal" onClick={() => void run('reveal')}>
            {texts.jobs.actions.reveal}
          </button>
        )}
      </p>
      {error && <ErrorNotice error={error} />}
    </>
  );
}

/** Standing still, so that somebody may want something else meanwhile. */
const isStanding = ({ state }: Job): boolean => state.status === 'blocked' || state.status === 'waiting';

/** The page's name and form, its running export, or why there is nothing to export. */
export function PageSection(props: PageSectionProps) {
  const { ports, current, openDetails } = props;
  const [besideId, setBesideId] = useState<string | null>(null);
  const page = ports.activePage;
  if (!page.ref) return <UnsupportedPage ports={ports} />;
  if (current) {
    return (
      <section class="page">
        <JobCard
          ports={ports}
          entry={current}
          offer={['open', 'cancel', 'resume']}
          openDetails={openDetails}
        />
        {isStanding(current.job) &&
          (besideId === current.job.id ? (
            <>
              <p class="hint">{texts.page.beside}</p>
              <KnownPage {...props} known={page.ref} tabId={page.tabId} />
            </>
          ) : (
            <button
              type="button"
              class="link"
              data-action="beside"
              onClick={() => setBesideId(current.job.id)}
            >
              {texts.page.exportBeside}
            </button>
          ))}
      </section>
    );
  }
  return <KnownPage {...props} known={page.ref} tabId={page.tabId} />;
}
