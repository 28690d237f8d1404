import { useRef } from 'preact/hooks';
import type { PlatformId } from '../../../shared/model/source.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import type { ScreenPorts } from '../ports.ts';
import { accountTexts } from '../texts/account-texts.ts';

interface SpendingLineProps {
  ports: ScreenPorts;
  platform: PlatformId;
  /** Asked anew with each. */
  revision: number;
}

/** What an export's account was asked for, while it runs; nothing until something was. */
export function SpendingLine({ ports, platform, revision }: SpendingLineProps) {
  const [answer] = useAnswer(`${platform}@${revision}`, async () => {
    const { platforms } = await ports.request('account.list', {});
    const known = platforms.find((each) => each.platform === platform);
    const account = known?.accounts.find(({ isCurrent }) => isCurrent);
    return known && account ? accountTexts.asked(account.spent, known.budget) : null;
  });
  // The last words stay while newer ones are on their way.
  const said = useRef<string | null>(null);
  if (answer.phase === 'ready') said.current = answer.value;
  return said.current && <p class="hint spending-line">{said.current}</p>;
}
