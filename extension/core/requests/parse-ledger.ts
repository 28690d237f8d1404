/** A ledger as it was stored, by whatever version, and whatever has become of it since. */
import { z } from 'zod';
import { emptyLedger, mergeLedgers, type RequestLedger, requestLedgerSchema } from './request-ledger.ts';

const dayMs = 24 * 3600_000;
const { recent, minutes, objection, strikes } = requestLedgerSchema.shape;
const ledgerSchema = z.object(requestLedgerSchema.shape);

/** Each part by itself; of lists what is understood of them. */
const remainsSchema = z.object({
  recent: z.array(recent.element.nullable().catch(null)).catch([]),
  minutes: z.array(minutes.element.nullable().catch(null)).catch([]),
  objection: objection.catch(null),
  strikes: strikes.catch(0),
});

/**
 * None is that of an account that was never asked. What cannot be read may have been all that an account is asked for in
 * a day, so nothing is asked until it would be a day old; what can be read still counts.
 */
export function parseLedger(stored: unknown, nowMs: number): RequestLedger {
  if (stored === undefined) return emptyLedger;
  const whole = ledgerSchema.safeParse(stored);
  if (whole.success) return whole.data;
  const remains = remainsSchema.safeParse(stored);
  const closed: RequestLedger = {
    ...emptyLedger,
    objection: { code: 'platform.budget_spent', atMs: nowMs, untilMs: nowMs + dayMs },
  };
  if (!remains.success) return closed;
  const read: RequestLedger = {
    ...remains.data,
    recent: remains.data.recent.filter((at) => at !== null),
    minutes: remains.data.minutes.filter((minute) => minute !== null),
  };
  return mergeLedgers(read, closed);
}
