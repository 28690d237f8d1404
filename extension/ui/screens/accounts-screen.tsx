/** What every account was asked for and may be: the part of the dashboard about budgets. */
import { useEffect, useState } from 'preact/hooks';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import type { ResponseOf } from '../../messaging/client.ts';
import { BudgetForm } from '../components/budget-form.tsx';
import { Icon } from '../components/icon.tsx';
import { ErrorNotice, Notice } from '../components/notice.tsx';
import type { ScreenPorts } from '../ports.ts';
import { formatInstant } from '../quantities.ts';
import { accountTexts as texts } from '../texts/account-texts.ts';

type PlatformAccounts = ResponseOf<'account.list'>['platforms'][number];
type KnownAccount = PlatformAccounts['accounts'][number];

/** Numbers move while an export runs. */
const refreshMs = 3000;

const nameOf = ({ account, isCurrent }: KnownAccount): string => {
  if (account === 'nobody') return texts.nobody;
  if (account === 'default') return texts.unknown;
  return isCurrent ? texts.current : texts.other(account);
};

const windows = [
  ['minute', 'perMinute'],
  ['hour', 'perHour'],
  ['day', 'perDay'],
] as const;

function Spending({ account, budget }: { account: KnownAccount; budget: PlatformAccounts['budget'] }) {
  return (
    <dl class="spending">
      {windows.map(([name, most]) => {
        const spent = account.spent[name];
        const said = texts.of(spent, budget[most]);
        return (
          <div key={name}>
            <dt>{texts.spent[name]}</dt>
            <dd>{said}</dd>
            <dd>
              <meter
                aria-label={texts.spent[name]}
                aria-valuetext={said}
                max={budget[most]}
                high={budget[most] * 0.8}
                value={Math.min(spent, budget[most])}
              />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface AccountProps {
  account: KnownAccount;
  budget: PlatformAccounts['budget'];
  nowMs: number;
  settle(): void;
}

function Account({ account, budget, nowMs, settle }: AccountProps) {
  const { objection, nextAt } = account;
  const until = objection?.until;
  return (
    <li class="account" data-account={account.account}>
      <h4>
        {nameOf(account)}
        {account.isCurrent && <small class="hint">{texts.currentHint}</small>}
      </h4>
      {objection && (
        <Notice tone="warn">
          {objection.error.message} {until && texts.goesOnAt(formatInstant(until, nowMs))}
          {!until && (
            <button type="button" class="link" data-action="settle" onClick={settle}>
              {texts.settled}
            </button>
          )}
        </Notice>
      )}
      <Spending account={account} budget={budget} />
      {!objection && nextAt && Date.parse(nextAt) - nowMs > 60_000 && (
        <p class="hint">{texts.nextAt(formatInstant(nextAt, nowMs))}</p>
      )}
    </li>
  );
}

interface PlatformProps {
  known: PlatformAccounts;
  nowMs: number;
  settle(): void;
  save(budget: PlatformAccounts['budget'] | null): Promise<void>;
}

function PlatformSection({ known, nowMs, settle, save }: PlatformProps) {
  const [isSaved, setSaved] = useState(false);
  return (
    <section class="platform" data-platform={known.platform}>
      <h3>{known.label}</h3>
      {known.accounts.length === 0 && <p class="hint">{texts.neverAsked}</p>}
      <ul>
        {known.accounts.map((account) => (
          <Account
            key={account.account}
            account={account}
            budget={known.budget}
            nowMs={nowMs}
            settle={settle}
          />
        ))}
      </ul>
      <details class="more">
        <summary>
          {texts.budget}
          <Icon name="more" />
        </summary>
        <BudgetForm
          budget={known.budget}
          defaults={known.defaults}
          save={(budget) => void save(budget).then(() => setSaved(true))}
        />
        <p role="status">{isSaved && texts.saved}</p>
      </details>
    </section>
  );
}

/** All platforms, each with its accounts and its budget. */
export function AccountsScreen({ ports }: { ports: ScreenPorts }) {
  const [platforms, setPlatforms] = useState<PlatformAccounts[]>([]);
  const [error, setError] = useState<ToldError | null>(null);

  const refresh = async () => setPlatforms((await ports.request('account.list', {})).platforms);
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
      await refresh();
      setError(null);
    } catch (thrown) {
      setError(toToldError(thrown));
    }
  };
  useEffect(() => {
    void attempt(async () => null);
    const timer = setInterval(() => {
      if (!document.hidden) void attempt(async () => null);
    }, refreshMs);
    return () => clearInterval(timer);
  }, []);

  return (
    <article class="accounts">
      <header class="job-detail-head">
        <h2>{texts.title}</h2>
        <p>{texts.lead}</p>
      </header>
      {error && <ErrorNotice error={error} />}
      {platforms.map((known) => (
        <PlatformSection
          key={known.platform}
          known={known}
          nowMs={ports.nowMs()}
          settle={() => void attempt(() => ports.request('account.settle', { platform: known.platform }))}
          save={(budget) =>
            attempt(() => ports.request('budget.write', { platform: known.platform, budget }))
          }
        />
      ))}
    </article>
  );
}
