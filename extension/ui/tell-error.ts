/** What screens say of an error: its code's sentence first, because that says what to do; the site's words beside it. */
import { type ErrorCode, errorCodes } from '../../shared/error-codes.ts';

/** Where a message is what a page said. Of the others it says all by itself. */
const saidBySites =
  /^platform\.(checkpoint|login_required|consent_required|page_changed|not_found|private|age_gate|unavailable|members_only)$/;

/** "The site says … (its words)". */
export function tellError({ code, message }: { code: ErrorCode; message: string }): string {
  const { sentence } = errorCodes[code];
  return saidBySites.test(code) && !message.includes(sentence) ? `${sentence} (${message})` : message;
}
