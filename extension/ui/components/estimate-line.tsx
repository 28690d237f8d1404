/** What an export would take of the account. Loaded by itself, so that the popup need not wait for it. */
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Source } from '../../../shared/model/source.ts';
import type { ResponseOf } from '../../messaging/client.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import type { ScreenPorts } from '../ports.ts';
import { formatDuration, formatInstant } from '../quantities.ts';
import { accountTexts } from '../texts/account-texts.ts';

/** For which export, with which choices. */
export interface EstimateLineProps {
  ports: ScreenPorts;
  source: Source;
  options: JobOptions;
}

/** "About 150 requests, 8 min; 480 of 5,000 left today." */
function toSentence(estimate: ResponseOf<'account.estimate'>): string {
  const { requests, isLeast, perPost, minutes, leftToday, perDay } = estimate;
  const time = formatDuration(Math.max(1, minutes ?? 0) * 60);
  const takes =
    requests === null ? accountTexts.perPost(perPost) : accountTexts.estimate({ requests, isLeast, time });
  return `${takes}; ${accountTexts.left(leftToday, perDay)}.`;
}

/** Says so before it begins; where nobody knows how much there is, what each post takes. */
export function EstimateLine({ ports, source, options }: EstimateLineProps) {
  const [answer] = useAnswer(JSON.stringify([source.url, options]), () =>
    ports.request('account.estimate', { source, options }),
  );
  if (answer.phase !== 'ready') return <p class="hint estimate" />;
  const { objection } = answer.value;
  return (
    <p class="hint estimate">
      {toSentence(answer.value)}
      {objection && ` ${objection.error.message}`}
      {objection?.until && ` ${accountTexts.goesOnAt(formatInstant(objection.until, ports.nowMs()))}`}
    </p>
  );
}
