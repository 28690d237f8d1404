/** What a page holds and what to save of it: from its address to a started download. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import { CheckRow } from '../components/choice.tsx';
import { DownloadFields } from '../components/download-fields.tsx';
import { EntryList, type PlaylistEntry, toEntryKey } from '../components/entry-list.tsx';
import { FormatTable } from '../components/format-table.tsx';
import { Icon } from '../components/icon.tsx';
import { ErrorNotice, Notice } from '../components/notice.tsx';
import { PresetList } from '../components/preset-list.tsx';
import { VideoHead } from '../components/video-head.tsx';
import { findOffer, isByBrowser, toPresetOffers } from '../download-form.ts';
import { type DownloadOptions, toDownloadOptions } from '../download-options.ts';
import { toFormatRows } from '../format-rows.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { type DownloadForm, useDownloadForm } from '../hooks/use-download-form.ts';
import { isAboutCompanion } from '../is-about-companion.ts';
import type { DownloadPorts, SiteLogins } from '../ports.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';
import { texts as screenTexts } from '../texts/screen-texts.ts';

/** Then a second sentence says that it may take longer still. */
const slowAfterMs = 6000;

function Looking() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="looking" role="status">
      {slow ? texts.page.lookingSlow : texts.page.looking}
    </p>
  );
}

interface AllowProps {
  logins: SiteLogins;
  /** Address of the site that the browser has to be allowed to fetch from. */
  address: string;
  onAllowed(): void;
}

/** Without the companion it is the browser that fetches, and it asks for each site once. */
function AllowButton({ logins, address, onAllowed }: AllowProps) {
  const site = new URL(address).host;
  // The browser asks only within the click, so nothing may be awaited before.
  const ask = () => void logins.allow(address).then((isAllowed) => isAllowed && onAllowed());
  return (
    <button type="button" class="link" onClick={ask}>
      {texts.page.allow(site)}
    </button>
  );
}

interface LoginChoiceProps {
  logins: SiteLogins;
  url: string;
  allowed: boolean;
  /** Whether it is the browser that fetches, which has to be allowed to with the login and without. */
  byBrowser: boolean;
  onChange(allowed: boolean): void;
}

/** The user's login on a site that is no platform: off until they ask for it, and the browser asks them again. */
function LoginChoice({ logins, url, allowed, byBrowser, onChange }: LoginChoiceProps) {
  const [refused, setRefused] = useState(false);
  const site = logins.siteOf(url);
  if (site === null) return null;
  const change = async (wanted: boolean) => {
    // The browser asks only within the click, so nothing may be awaited before.
    const now = wanted && (await logins.ask(url));
    if (!wanted) await logins.drop(url, byBrowser);
    setRefused(wanted && !now);
    onChange(now);
  };
  return (
    <CheckRow
      label={texts.page.login(site)}
      hint={refused ? texts.page.loginRefused : texts.page.loginHint(site)}
      checked={allowed}
      onChange={(wanted) => void change(wanted)}
    />
  );
}

/** Why there is nothing to choose; null when there is. */
function findObstacle(video: PageVideo): string | null {
  if (video.live === 'live') return texts.page.liveHint;
  if (video.live === 'upcoming') return texts.page.upcomingHint;
  if (video.kind === 'playlist') return video.entries.length === 0 ? texts.page.nothing : null;
  if (video.formats.length > 0 && video.formats.every(({ drm }) => drm)) return texts.page.drmOnly;
  return video.presets.length === 0 && video.formats.length === 0 ? texts.page.nothing : null;
}

function FormatChoice({ video, form }: { video: PageVideo; form: DownloadForm }) {
  const { values, change } = form;
  const offers = useMemo(() => toPresetOffers(video), [video]);
  const rows = useMemo(() => toFormatRows(video.formats), [video]);
  const chosen = values.format === null ? findOffer(offers, values) : null;
  return (
    <>
      <PresetList
        offers={offers}
        chosen={chosen}
        choose={({ quality, audioFormat }) =>
          change({ quality, format: null, ...(audioFormat && { audioFormat }) })
        }
      />
      {rows.length > 0 && (
        <details class="more">
          <summary>
            <span>{texts.form.allFormats(rows.length)}</span>
            <span class="more-summary">{values.format && texts.form.formatChosen}</span>
            <Icon name="more" />
          </summary>
          <FormatTable rows={rows} chosen={values.format} choose={(format) => change({ format })} />
        </details>
      )}
    </>
  );
}

interface ChosenPageProps {
  ports: DownloadPorts;
  url: string;
  video: PageVideo;
  options: DownloadOptions;
  withLogin: boolean;
  onStarted: (() => void) | undefined;
}

const toPreference = ({ codec, container }: Pick<DownloadOptions, 'codec' | 'container'>) => ({
  codec,
  container,
});

/**
 * The page as it is told for the codec and container that are chosen now: which formats the presets are, and how large,
 * depends on both. Until there is an answer, and of pages of which that is not said, it is the page as it was told first.
 */
function usePreferredVideo(
  { ports, url, video, options, withLogin }: ChosenPageProps,
  values: DownloadOptions,
): { video: PageVideo; asking: boolean; error: ToldError | null } {
  const prefer = toPreference(values);
  const isTold = prefer.codec === options.codec && prefer.container === options.container;
  const isFixed = isTold || video.kind === 'playlist' || isByBrowser(video);
  const [answer] = useAnswer(isFixed ? null : `${prefer.codec} ${prefer.container}`, async () => {
    const request = { url, from: 1, withLogin, prefer };
    return (await ports.request('download.describe', request)).video;
  });
  if (isFixed) return { video, asking: false, error: null };
  return {
    video: answer.phase === 'ready' ? answer.value : video,
    asking: answer.phase === 'loading',
    error: answer.phase === 'failed' ? answer.error : null,
  };
}

/** More entries of a long playlist, asked for when they are wanted. */
function useEntries({ ports, url, video, options, withLogin }: ChosenPageProps) {
  const [further, setFurther] = useState<PlaylistEntry[]>([]);
  const [hasMore, setHasMore] = useState(video.more);
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<ToldError | null>(null);
  const entries = [...video.entries, ...further];
  const load = async () => {
    setLoading(true);
    setError(null);
    try {
      const request = { url, from: entries.length + 1, withLogin, prefer: toPreference(options) };
      const { video: next } = await ports.request('download.describe', request);
      setFurther([...further, ...next.entries]);
      setHasMore(next.more && next.entries.length > 0);
    } catch (thrown) {
      setError(toToldError(thrown));
    } finally {
      setLoading(false);
    }
  };
  return { entries, more: hasMore ? () => void load() : null, isLoading, error };
}

function ChosenPage(props: ChosenPageProps) {
  const { ports, url, options, withLogin, onStarted } = props;
  const form = useDownloadForm(ports, options, props.video);
  const preferred = usePreferredVideo(props, form.values);
  const { video } = preferred;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { entries, more, isLoading, error } = useEntries(props);
  const { started } = form;
  useEffect(() => {
    if (started !== null) onStarted?.();
  }, [started]);
  const obstacle = findObstacle(video);
  if (obstacle) return <Notice tone="warn">{obstacle}</Notice>;
  const { title, author, durationSec } = video;
  const wishes =
    video.kind === 'video'
      ? [{ url, entry: null, title, author, durationSec }]
      : entries
          .filter((entry) => !left.has(toEntryKey(entry)))
          .map((entry) => ({ ...entry, author, title: entry.title || entry.id }))
          .map(({ id: _id, ...wish }) => wish);
  const flawed = Object.keys(form.problems).length > 0 || wishes.length === 0;
  const label = video.kind === 'video' ? texts.form.download : texts.form.downloadMany(wishes.length);
  return (
    <>
      {video.kind === 'playlist' && (
        <EntryList entries={entries} left={left} leave={setLeft} more={more} isLoading={isLoading} />
      )}
      {error && <ErrorNotice error={error} />}
      <div class="form">
        <FormatChoice video={video} form={form} />
        {preferred.asking && <p class="hint">{texts.page.lookingAgain}</p>}
        {preferred.error && <ErrorNotice error={preferred.error} />}
        <DownloadFields
          video={video}
          values={form.values}
          problems={form.problems}
          change={form.change}
          refuse={form.refuse}
        />
      </div>
      {form.error && <ErrorNotice error={form.error} />}
      <div class="export-bar">
        <button
          type="button"
          class="button primary"
          disabled={flawed || form.starting || preferred.asking}
          onClick={() => void form.start(video, wishes, withLogin)}
        >
          <Icon name="export" />
          {form.starting ? texts.form.starting : label}
        </button>
        <p class="hint" role="status">
          {form.started !== null && texts.form.started(form.started)}
        </p>
      </div>
    </>
  );
}

interface DownloadPageProps {
  ports: DownloadPorts;
  url: string;
  /** Called when downloads were added. */
  onStarted?: () => void;
}

/** Asks the companion what the page holds, and offers it. */
export function DownloadPage({ ports, url, onStarted }: DownloadPageProps) {
  const [start] = useAnswer(url, async () => {
    const logins = await ports.openLogins();
    return { stored: await ports.readDownloadOptions(), logins, allowed: await logins.isAllowed(url) };
  });
  const [login, setLogin] = useState<boolean | null>(null);
  const allowed = login ?? (start.phase === 'ready' && start.value.allowed);
  const [answer, askAgain] = useAnswer(start.phase === 'ready' ? `${url} ${allowed}` : null, async () => {
    const options = toDownloadOptions(start.phase === 'ready' ? start.value.stored : null);
    const request = { url, from: 1, withLogin: allowed, prefer: toPreference(options) };
    return { video: (await ports.request('download.describe', request)).video, options };
  });
  if (answer.phase === 'loading' || start.phase !== 'ready') return <Looking />;
  const { logins } = start.value;
  const byBrowser = answer.phase === 'ready' && isByBrowser(answer.value.video);
  const loginChoice = (
    <LoginChoice logins={logins} url={url} allowed={allowed} byBrowser={byBrowser} onChange={setLogin} />
  );
  if (answer.phase === 'failed') {
    const isCompanion = isAboutCompanion(answer.error.code);
    const { address } = answer.error.context;
    if (answer.error.code === 'net.permission' && typeof address === 'string')
      return (
        <section class="page">
          <ErrorNotice error={answer.error}>
            <AllowButton logins={logins} address={address} onAllowed={askAgain} />
          </ErrorNotice>
        </section>
      );
    return (
      <section class="page">
        <ErrorNotice error={answer.error}>
          <button type="button" class="link" onClick={isCompanion ? ports.openDoctor : askAgain}>
            {isCompanion ? texts.page.findOut : screenTexts.tryAgain}
          </button>
        </ErrorNotice>
        {!isCompanion && loginChoice}
      </section>
    );
  }
  const { video, options } = answer.value;
  return (
    <section class="page">
      <VideoHead video={video} />
      <ChosenPage
        key={video.url}
        ports={ports}
        url={url}
        video={video}
        options={options}
        withLogin={allowed}
        onStarted={onStarted}
      />
      {loginChoice}
    </section>
  );
}
